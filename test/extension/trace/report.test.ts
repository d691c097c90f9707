import { describe, expect, it } from 'vitest';
import { GATE_NAMES } from '../../../src/completion/gates/gates';
import type { Silence } from '../../../src/completion/trace/trace';
import { report } from '../../../src/extension/trace/report';
import { RUN, traceOf } from './traces';

/** The parts below the headings, by heading. */
function parts(text: string): Record<string, string> {
  return Object.fromEntries(text.split(/^#+ /m).map((part) => [part.split('\n', 1)[0], part.slice(part.indexOf('\n')).trim()]));
}

describe('the report', () => {
  it('of a suggestion has gates, lookups, times, tokens, filters and alternatives', () => {
    const text = report(traceOf());
    expect(text.startsWith('# Why this suggestion?\n')).toBe(true);
    const { Gates, Time, Filters, ...others } = parts(text);
    expect(Gates).toBe(GATE_NAMES.map((name) => `✓ \`${name}\``).join('  \n'));
    expect(others['Where it was looked for']).toContain('– an earlier answer  \n– a request that was under way  \n✓ the engine');
    expect(Time).toContain('| Pause before writing | 52 ms (longer on battery) |');
    expect(Time).toContain('| From the question to the answer | 123 ms |');
    expect(Time).toContain('| Engine: writing | 20 ms |');
    expect(others['The engine']).toContain('| Tokens read | 9, of them 7 reused and 2 new |');
    expect(others['The engine']).toContain('| Stopped because | the line ended |');
    expect(Filters).toBe('- `repeats-below`: `x \\| y⏎z` → `x \\| y`');
    expect(others['Alternatives: probability and score']).toContain('| `x \\| y⏎z` | 12.5 %, -2.08 |');
    expect(others['Tokens: probability']).toContain(
      '| `x \\|` | 50.0 % |\n| ` y⏎` | 25.0 % · 40 % from your own code |'.replace('` y⏎`', '`  y⏎ `'),
    );
  });

  it('says how much of what was read was related code, when some was', () => {
    const { completion } = RUN;
    const counts = { ...completion!.counts, others: 3 };
    const text = report(traceOf({ run: { ...RUN, completion: { ...completion!, counts } } }));
    expect(text).toContain('| Of those, related code | 3 tokens |');
    expect(report(traceOf())).not.toContain('Of those, related code');
  });

  it('of a part says that there was more to come', () => {
    expect(report(traceOf({ isPart: true, run: undefined }))).toContain('The engine was still writing');
  });

  it.each<Silence>(['left', 'cancelled', 'failed', 'model-silent', 'filtered', 'already-there', 'list-disagrees'])(
    'says why there is none: %s',
    (silence) => {
      const text = report(traceOf({ silence, texts: [], run: undefined }));
      expect(text).toMatch(/^# Why no suggestion\?\n/);
      expect(text).toMatch(/^\*\*[A-Z].+\.\*\*$/m);
    },
  );

  it.each(GATE_NAMES)('says why the gate %s was closed, and which were open', (closed) => {
    const facts = { ...traceOf().facts, excluded: 'It is a key.', snoozedUntil: 0 };
    const { Gates } = parts(report(traceOf({ closed, facts, silence: 'gate', texts: [], lookups: [], run: undefined, pause: undefined })));
    const lines = Gates!.split('  \n');
    expect(lines).toHaveLength(GATE_NAMES.indexOf(closed) + 1);
    expect(lines.at(-1)).toMatch(new RegExp(`^✗ \`${closed}\`: [A-Z].+\\.$`));
  });

  it('keeps what the model wrote from being taken for Markdown', () => {
    expect(report(traceOf({ texts: ['`a` | ``b``'] }))).toContain('- ``` `a` \\| ``b`` ```');
  });
});
