/**
 * Four bits a weight in blocks of 32, with a scale and no zero point: what llama.cpp calls Q4_0 and ONNX Runtime's
 * quantiser "symmetric". Both choose the scale so that the weight furthest from zero gets the code 0, exactly.
 */
export const BLOCK = 32;

/** The scale of one block: its weight furthest from zero, divided by -8. */
export function scaleOf(values: Float32Array, at: number): number {
  let furthest = 0;
  for (let j = at; j < at + BLOCK; j++) if (Math.abs(values[j]!) > Math.abs(furthest)) furthest = values[j]!;
  return Math.fround(furthest / -8);
}

/** The code of a weight, 0..15 with the zero at 8, rounded as llama.cpp does. */
export function codeOf(value: number, scale: number): number {
  return scale === 0 ? 8 : Math.min(15, Math.max(0, Math.trunc(value * Math.fround(1 / scale) + 8.5)));
}
