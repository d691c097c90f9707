import type { AttentionWeights } from '../protocol/inspection';

/** Of one layer, one head, both, or, where none is given, the mean over all. */
export function attentionOf({ layers, heads, tokens, weights }: AttentionWeights, layer?: number, head?: number): Float64Array {
  const ofLayers = layer === undefined || layer >= layers ? Array.from({ length: layers }, (_, index) => index) : [layer];
  const ofHeads = head === undefined || head >= heads ? Array.from({ length: heads }, (_, index) => index) : [head];
  const mean = new Float64Array(tokens);
  for (const l of ofLayers) {
    for (const h of ofHeads) {
      const start = (l * heads + h) * tokens;
      for (let index = 0; index < tokens; index++) mean[index] = mean[index]! + weights[start + index]!;
    }
  }
  const rows = ofLayers.length * ofHeads.length;
  return mean.map((sum) => sum / rows);
}

/** The most attended positions, first. */
export function mostAttended(weights: Float64Array, most: number): readonly { readonly position: number; readonly weight: number }[] {
  return Array.from(weights, (weight, position) => ({ position, weight }))
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
    .slice(0, most);
}
