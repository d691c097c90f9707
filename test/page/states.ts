import type { Frame, PanelState, Source } from '../../src/protocol/panel';
import type { Fixture } from './fixture';

/** Every condition of a frame: a text or a change of its source, what its sentence says, and what its button asks for. */
export const CONDITIONS: readonly {
  readonly name: string;
  readonly text?: string;
  readonly source: Partial<Extract<Source, { readonly kind: 'document' }>>;
  readonly says: Readonly<Record<'en' | 'zh-cn', readonly RegExp[]>>;
  readonly asks: object | 'prefix';
}[] = [
  {
    name: 'truncated',
    source: { dropped: 4120 },
    says: {
      en: [/^4,120 characters before the window of 2,048 tokens are not read\./],
      'zh-cn': [/^窗口（2,048 个词元）之前的 4,120 个字符没有读取。/],
    },
    asks: { type: 'look', position: 0 },
  },
  {
    name: 'several cursors',
    source: { cursors: 3 },
    says: { en: [/^There are 3 cursors; this is the first\./], 'zh-cn': [/^共有 3 个光标；这里是第一个。/] },
    asks: { type: 'leave' },
  },
  {
    name: 'empty',
    text: '',
    source: {},
    says: { en: [/^The document is empty before the cursor/], 'zh-cn': [/^文档在光标之前没有内容/] },
    asks: 'prefix',
  },
  {
    name: 'truncated, with several cursors',
    source: { dropped: 12, cursors: 2 },
    says: { en: [/^12 characters/, /^There are 2 cursors/], 'zh-cn': [/^窗口/, /^共有 2 个光标/] },
    asks: { type: 'look', position: 0 },
  },
];

/** Every state, with what its sentence has to say and what its button has to ask for; no button when undefined. */
export const STATES: readonly { readonly state: PanelState; readonly says: RegExp; readonly asks?: object | 'prefix' }[] = [
  {
    state: { kind: 'no-model', message: 'There is no model file at <x>.' },
    says: /^There is no model file at <x>\.$/,
    asks: { type: 'act', kind: 'no-model' },
  },
  { state: { kind: 'loading', fraction: 0.42 }, says: /42\.0%/, asks: { type: 'cancel' } },
  { state: { kind: 'no-editor' }, says: /no text editor/i, asks: 'prefix' },
  { state: { kind: 'unsupported', reason: 'too-large' }, says: /too large/, asks: 'prefix' },
  { state: { kind: 'unsupported', reason: 'not-text' }, says: /no text/, asks: 'prefix' },
  { state: { kind: 'unsupported', reason: 'excluded' }, says: /excluded/, asks: 'prefix' },
  { state: { kind: 'reading', done: 512, of: 2048 }, says: /512 of 2,048/, asks: { type: 'cancel' } },
  { state: { kind: 'reading', done: 0, of: 0 }, says: /being asked/, asks: { type: 'cancel' } },
  { state: { kind: 'live' }, says: /^$/ },
  { state: { kind: 'stale', line: 12, edits: 3 }, says: /line 12, 3 edits ago/, asks: { type: 'refresh' } },
  { state: { kind: 'stale', line: 12, edits: 0 }, says: /another place: line 12/, asks: { type: 'refresh' } },
  { state: { kind: 'stale', line: 12, edits: 1 }, says: /one edit ago/, asks: { type: 'refresh' } },
  { state: { kind: 'pinned' }, says: /pinned/i, asks: { type: 'pin', on: false } },
  { state: { kind: 'paused' }, says: /paused/i, asks: { type: 'refresh' } },
  { state: { kind: 'cancelled' }, says: /cancelled/i, asks: { type: 'act', kind: 'cancelled' } },
  { state: { kind: 'untrusted' }, says: /untrusted/, asks: { type: 'act', kind: 'untrusted' } },
  {
    state: { kind: 'error', message: 'The engine stopped <b>twice</b>.', details: 'exit code 139' },
    says: /The engine stopped <b>twice<\/b>\./,
    asks: { type: 'act', kind: 'error' },
  },
  { state: { kind: 'no-logits' }, says: /not its probabilities/, asks: { type: 'act', kind: 'no-logits' } },
];

/** A frame in such a condition. */
export async function conditionFrame(
  fixture: Fixture,
  { text, source }: Pick<(typeof CONDITIONS)[number], 'text' | 'source'>,
): Promise<Frame> {
  const frame = await fixture.frame(text);
  return { ...frame, source: { ...frame.source, ...source } as Source };
}
