import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Evidence, LONGEST_MATCH } from '../../../../src/engine/memory/evidence';
import { GRAM, gramHash, NgramIndex } from '../../../../src/engine/memory/ngram-index';

function indexOf(tokens: readonly number[]): NgramIndex {
  const index = new NgramIndex();
  index.append(tokens);
  return index;
}

/** All places that a search could find, by gram. */
function placesOf(index: NgramIndex, alphabet: number): number[][] {
  const ids = Array.from({ length: alphabet }, (_, id) => id);
  return ids.flatMap((a) =>
    ids.flatMap((b) =>
      ids.map((c) => {
        const places: number[] = [];
        for (let place = index.latest(gramHash(a, b, c)); place >= 0; place = index.before(place)) places.push(place);
        return places;
      }),
    ),
  );
}

const tokens = fc.array(fc.nat(3), { maxLength: 60 });

test('adding and taking away at the end leaves what building anew gives', () => {
  const step = fc.oneof(fc.record({ append: tokens }), fc.record({ rewindTo: fc.nat(80) }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const index = new NgramIndex();
      let expected: number[] = [];
      for (const step of steps) {
        if ('append' in step) {
          index.append(step.append);
          expected = [...expected, ...step.append];
        } else {
          index.rewindTo(step.rewindTo);
          expected = expected.slice(0, step.rewindTo);
        }
      }
      expect(index.slice(0, Number.POSITIVE_INFINITY)).toEqual(expected);
      if (index.bytes === indexOf(expected).bytes) expect(placesOf(index, 4)).toEqual(placesOf(indexOf(expected), 4));
    }),
    { numRuns: 300 },
  );
});

test('finds everything also after its arrays have grown many times', () => {
  const long = Array.from({ length: 5_000 }, (_, at) => (at * at) % 97);
  const index = indexOf(long);
  for (let at = 0; at < long.length; at += 500) expect(index.token(at)).toBe(long[at]);
  const last = long.slice(-GRAM);
  const places = long.flatMap((_, place) => (place >= GRAM && last.every((id, at) => long[place - GRAM + at] === id) ? [place] : []));
  const found: number[] = [];
  for (let place = index.latest(gramHash(last[0]!, last[1]!, last[2]!)); place >= 0; place = index.before(place)) {
    if (index.match(place, last, GRAM) === GRAM) found.push(place);
  }
  expect(found.toReversed()).toEqual(places);
  expect(index.bytes).toBeLessThanOrEqual(24 * long.length);
});

describe('evidence', () => {
  /** By looking at every place. */
  function bruteForce(sources: readonly (readonly number[])[], text: readonly number[]) {
    const places = sources.flatMap((source) =>
      Array.from(source.keys(), (place) => {
        let match = 0;
        while (match < Math.min(LONGEST_MATCH, place, text.length) && source[place - 1 - match] === text[text.length - 1 - match]) match++;
        return { match, id: source[place]! };
      }),
    );
    const longest = Math.max(0, ...places.map(({ match }) => match));
    const counts = new Map<number, number>();
    if (longest >= GRAM) for (const { match, id } of places) if (match === longest) counts.set(id, (counts.get(id) ?? 0) + 1);
    return { match: longest >= GRAM ? longest : 0, counts };
  }

  test('is what a search through everything finds', () => {
    const evidence = new Evidence();
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 4 }), tokens, (sources, text) => {
        evidence.search(sources.map(indexOf), text);
        const expected = bruteForce(sources, text);
        expect(evidence.match).toBe(expected.match);
        const found = Array.from({ length: evidence.size }, (_, slot) => [evidence.ids[slot]!, evidence.counts[slot]!] as const);
        expect(new Map(found)).toEqual(expected.counts);
        expect(evidence.total).toBe(found.reduce((sum, [, count]) => sum + count, 0));
        expect(evidence.first === undefined).toBe(expected.match === 0);
      }),
      { numRuns: 500 },
    );
  });

  test('counts all places and tells the first 32 tokens apart', () => {
    const source = Array.from({ length: 100 }, (_, id) => [1, 2, 3, 1000 + id]).flat();
    const evidence = new Evidence();
    evidence.search([indexOf(source)], [1, 2, 3]);
    expect(evidence).toMatchObject({ match: 3, total: 100, size: 32 });
  });
});
