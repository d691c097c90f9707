/** Half-precision floats, which JavaScript has no typed array for on Node 20. */

const INFINITY_BITS = 0x7c00;
const NAN_BITS = 0x7e00;
const SIGN_BIT = 0x8000;
const MIN_EXPONENT = -14;
const FRACTION_BITS = 10;

/** The bits of the half nearest to `value`, which is first rounded to a float32; ties go to the even half. */
export function toFloat16Bits(value: number): number {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return NAN_BITS;
  const sign = single < 0 || Object.is(single, -0) ? SIGN_BIT : 0;
  const size = Math.abs(single);
  if (size === Number.POSITIVE_INFINITY) return sign | INFINITY_BITS;
  const exponent = Math.max(exponentOf(size), MIN_EXPONENT);
  const steps = roundHalfEven(size / 2 ** (exponent - FRACTION_BITS));
  // The implicit leading bit of a normal number adds itself to the exponent field, and so does a carry out of rounding.
  const bits = (exponent - MIN_EXPONENT) * 2 ** FRACTION_BITS + steps;
  return sign | Math.min(bits, INFINITY_BITS);
}

export function fromFloat16Bits(bits: number): number {
  const sign = bits & SIGN_BIT ? -1 : 1;
  const exponent = (bits >> FRACTION_BITS) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Of a positive float32, from its bits: Math.log2 is inexact beside powers of two. */
function exponentOf(single: number): number {
  const bits = new Uint32Array(Float32Array.of(single).buffer)[0] ?? 0;
  return (bits >>> 23) - 127;
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
