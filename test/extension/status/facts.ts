import type { StatusFacts } from '../../../src/extension/status/status';
import { completion, MODEL } from '../engine/fake-transport';

const { timings, counts } = completion('x');

/** All is well, and nobody has asked yet. */
export const FACTS: StatusFacts = {
  off: undefined,
  language: 'markdown',
  snoozedUntil: undefined,
  excluded: undefined,
  isReadOnly: false,
  isTooLarge: false,
  isCode: true,
  isTrusted: true,
  isWantedUntrusted: true,
  power: 'none',
  engine: { kind: 'stopped' },
};

/** What makes each status, strongest first, with how it is shown. */
export const CASES: readonly {
  readonly facts: Partial<StatusFacts>;
  readonly kind: string;
  readonly text: string;
  readonly label: string;
  readonly command: string;
}[] = [
  {
    facts: { off: 'globally' },
    kind: 'off',
    text: '$(circle-slash) Inkling: off',
    label: 'Inkling: off',
    command: 'inkling.toggleCompletions',
  },
  {
    facts: { off: 'language' },
    kind: 'off',
    text: '$(circle-slash) Inkling: off for markdown',
    label: 'Inkling: off for markdown',
    command: 'inkling.toggleLanguage',
  },
  {
    facts: { off: 'file' },
    kind: 'off',
    text: '$(circle-slash) Inkling: off for this file',
    label: 'Inkling: off for this file',
    command: 'inkling.toggleFile',
  },
  {
    facts: { snoozedUntil: Number.POSITIVE_INFINITY },
    kind: 'snoozed',
    text: '$(bell-slash) Inkling: snoozed',
    label: 'Inkling: snoozed',
    command: 'inkling.endSnooze',
  },
  {
    facts: { isTrusted: false, isWantedUntrusted: false },
    kind: 'distrusted',
    text: '$(shield) Inkling: off, workspace not trusted',
    label: 'Inkling: off, workspace not trusted',
    command: 'workbench.trust.manage',
  },
  {
    facts: { excluded: { kind: 'secret', reason: 'environment' } },
    kind: 'excluded',
    text: '$(eye-closed) Inkling: file excluded',
    label: 'Inkling: file excluded',
    command: 'workbench.action.openSettings',
  },
  { facts: { isCode: false }, kind: 'not-code', text: '$(dash) Inkling', label: 'Inkling: no code', command: 'inkling.showLog' },
  { facts: { isReadOnly: true }, kind: 'read-only', text: '$(lock) Inkling', label: 'Inkling: read-only', command: 'inkling.showLog' },
  { facts: { isTooLarge: true }, kind: 'too-large', text: '$(file) Inkling', label: 'Inkling: too large', command: 'inkling.showLog' },
  {
    facts: { engine: { kind: 'failed', error: { code: 'model-missing', args: ['/m'] } } },
    kind: 'no-model',
    text: '$(error) Inkling: no model',
    label: 'Inkling: no model',
    command: 'inkling.restartEngine',
  },
  {
    facts: { engine: { kind: 'failed', error: { code: 'engine-internal', args: ['x'] } } },
    kind: 'failed',
    text: '$(error) Inkling: failed',
    label: 'Inkling: failed',
    command: 'inkling.restartEngine',
  },
  {
    facts: { engine: { kind: 'starting' } },
    kind: 'starting',
    text: '$(loading~spin) Inkling: starting',
    label: 'Inkling: starting',
    command: 'inkling.showLog',
  },
  {
    facts: { engine: { kind: 'starting', loaded: 0.304 } },
    kind: 'loading',
    text: '$(loading~spin) Inkling: loading 30 %',
    label: 'Inkling: loading 30 %',
    command: 'inkling.showLog',
  },
  {
    facts: { engine: { kind: 'thinking', model: MODEL, last: { timings, counts } } },
    kind: 'thinking',
    text: '$(loading~spin) Inkling',
    label: 'Inkling: thinking',
    command: 'inkling.toggleCompletions',
  },
  {
    facts: { power: 'battery', engine: { kind: 'ready', model: MODEL, last: undefined } },
    kind: 'saving',
    text: '$(plug) Inkling',
    label: 'Inkling: saving power',
    command: 'workbench.action.openSettings',
  },
  {
    facts: { isTrusted: false },
    kind: 'untrusted',
    text: '$(shield) Inkling',
    label: 'Inkling: workspace not trusted',
    command: 'workbench.trust.manage',
  },
  {
    facts: { engine: { kind: 'ready', model: MODEL, last: { timings, counts } } },
    kind: 'ready',
    text: '$(edit) Inkling',
    label: 'Inkling: ready',
    command: 'inkling.toggleCompletions',
  },
  { facts: {}, kind: 'ready', text: '$(edit) Inkling', label: 'Inkling: ready', command: 'inkling.toggleCompletions' },
];
