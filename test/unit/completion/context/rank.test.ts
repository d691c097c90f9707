import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_NEIGHBOURS, type NeighbourCandidate, rankNeighbours } from '../../../../src/completion/context/rank';

const HERE = { path: '/w/src/a.ts', language: 'typescript' };

function candidate(name: string, more: Partial<NeighbourCandidate> = {}): NeighbourCandidate {
  return { name, path: `/w/other/${name}`, language: 'typescript', imported: undefined, edited: undefined, visited: undefined, ...more };
}

describe('rankNeighbours', () => {
  it('prefers what was just written, then what is imported, then what was looked at, then what lies near', () => {
    expect(
      rankNeighbours(HERE, [
        candidate('far'),
        candidate('near', { path: '/w/src/near' }),
        candidate('visited', { visited: 0 }),
        candidate('imported', { imported: 0 }),
        candidate('edited', { edited: 0, visited: 1 }),
      ]),
    ).toEqual(['edited', 'imported', 'visited', 'near', 'far']);
  });

  it('takes another language only when the document imports it', () => {
    expect(
      rankNeighbours(HERE, [
        candidate('a.py', { language: 'python', edited: 0 }),
        candidate('a.json', { language: 'json', imported: 3 }),
        candidate('a.jsx', { language: 'javascriptreact' }),
      ]),
    ).toEqual(['a.json', 'a.jsx']);
  });

  it('leaves the document itself out', () => {
    expect(rankNeighbours(HERE, [candidate('self', { path: HERE.path, edited: 0 })])).toEqual([]);
  });

  it('does not depend on the order in which candidates come, and is bounded', () => {
    const order = fc.option(fc.nat(9), { nil: undefined });
    const some = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,3}$/), imported: order, edited: order, visited: order }), {
      selector: ({ name }) => name,
      maxLength: 20,
    });
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (records, random) => {
        const all = records.map((record) => candidate(record.name, record));
        const shuffled = all.map((one) => ({ one, key: random.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const ranked = rankNeighbours(HERE, all);
        expect(
          rankNeighbours(
            HERE,
            shuffled.map(({ one }) => one),
          ),
        ).toEqual(ranked);
        expect(ranked).toHaveLength(Math.min(MOST_NEIGHBOURS, all.length));
      }),
    );
  });
});
