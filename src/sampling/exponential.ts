/**
 * `Math.exp` for numbers not above 0, for two reasons: its result is left to each JavaScript engine, and the panel, in
 * whatever browser, has to choose the same tokens as the engine in Node; and a call of it takes three times as long.
 *
 * The exponent is split into `-octave · ln 2 + slot · ln 2 / 256 + rest`, and the three powers multiplied: two from
 * tables, the third, of a number below 0.0014, from its series. Only operations that IEEE 754 defines to the bit are used.
 * The error is below 5 · 10⁻¹⁶ of the result, down to 10⁻³⁰⁰.
 * Tang, "Table-Driven Implementation of the Exponential Function in IEEE Floating-Point Arithmetic", 1989.
 */
const SLOTS = 256;
const OCTAVES = 1077; // 2⁻¹⁰⁷⁴ is the smallest number there is, and -745.2 is 1,075.1 octaves down
const octaves = halvings(OCTAVES);
const slots = Float64Array.from({ length: SLOTS }, (_, slot) => series((slot / SLOTS) * Math.LN2));

/** e to the power of `exponent`, which is 0 or less, −∞ included. */
export function exponential(exponent: number): number {
  return power(exponent, slots, octaves);
}

/**
 * Writes `exp((logit - largest) / temperature)` for the first `count` ids: probabilities but for a common factor.
 * Gives their sum. None of the logits is above `largest`.
 */
export function writeWeights(
  weights: Float64Array, // (size) by id
  logits: Float64Array, // (size) by id
  ids: Uint32Array,
  count: number,
  largest: number,
  temperature: number,
): number {
  const ofSlots = slots; // read once: a bundler may turn constants of a module into variables
  const ofOctaves = octaves;
  let sum = 0;
  for (let place = 0; place < count; place++) {
    const id = ids[place]!;
    const weight = power((logits[id]! - largest) / temperature, ofSlots, ofOctaves);
    weights[id] = weight;
    sum += weight;
  }
  return sum;
}

/** The sum of the weights of the ids in a range of places, as `writeWeights` gives them: 0 for a logit of −∞. */
export function sumOfWeights(
  logits: Float64Array, // (size) by id
  ids: Uint32Array,
  start: number,
  end: number,
  largest: number,
  temperature: number,
): number {
  const ofSlots = slots;
  const ofOctaves = octaves;
  let sum = 0;
  for (let place = start; place < end; place++) sum += power((logits[ids[place]!]! - largest) / temperature, ofSlots, ofOctaves);
  return sum;
}

function power(exponent: number, ofSlots: Float64Array, ofOctaves: Float64Array): number {
  if (!(exponent > -745.2)) return 0; // less than half of the smallest number
  const rounder = 1.5 * 2 ** 52; // added and taken away again, it rounds to a whole number
  const nearest = exponent * 369.3299304675746 + rounder - rounder; // 256 / ln 2
  // ln 2 / 256 in two parts: of the first, 32 bits long, products with a whole number are exact.
  const rest = exponent - nearest * 0.00270760617331689 - nearest * 7.453964567463233e-13;
  const slot = nearest | 0;
  const fraction = ofSlots[slot & (SLOTS - 1)]! * (1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24)))));
  return fraction * ofOctaves[-(slot >> 8)]!;
}

/** Taylor's series, for the table: more terms than float64 can tell apart below 1. */
function series(exponent: number): number {
  let sum = 1;
  for (let term = 24; term > 0; term--) sum = 1 + (exponent / term) * sum;
  return sum;
}

/** 1, 1/2, 1/4 … */
function halvings(count: number): Float64Array {
  const powers = new Float64Array(count).fill(1);
  for (let index = 1; index < count; index++) powers[index] = powers[index - 1]! / 2;
  return powers;
}
