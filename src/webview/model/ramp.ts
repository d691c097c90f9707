const STEPS = [0.002, 0.005, 0.015, 0.04, 0.1, 0.25]; // from one to the next about two and a half times as much

/** Which of the 7 steps of the colour ramp a share has, from 0, nearly nothing, to 6. The thickness of its line rises with it. */
export function rampStep(share: number): number {
  return STEPS.filter((least) => share >= least).length;
}
