/** Whether to ask for one line or for a block, decided before anything is generated. */
import type { Extent } from '../../protocol/messages';
import type { StopReason } from '../../protocol/stop-reason';
import type { Language } from '../language/language';
import { languageOf } from '../language/languages';
import { scan } from '../language/scan';

export const MULTILINES = ['auto', 'always', 'never'] as const;
export type Multiline = (typeof MULTILINES)[number];

/** Why it was decided so, in the order in which it is asked. */
export type ExtentRule =
  | 'never'
  | 'text-right'
  | 'in-comment'
  | 'in-string'
  | 'always'
  | 'rejected'
  | 'filled'
  | 'opens'
  | 'opened-above'
  | 'plain';

export interface ExtentQuestion {
  /** VS Code's identifier of the language. */
  readonly language: string;
  readonly before: string;
  readonly after: string;
  readonly multiline: Multiline;
  /** Whether a block was shown for this place and not taken. */
  readonly rejected?: boolean;
}

/**
 * A small model is seldom right for several lines, and lines that are wrong hide the code below. So `auto` asks for a block only
 * where one is certain to follow: behind what opens it, while nothing is in it.
 */
export function extentFor(question: ExtentQuestion): { readonly extent: Extent; readonly rule: ExtentRule } {
  const rule = ruleFor(question);
  return { extent: BLOCK_RULES.has(rule) ? 'block' : 'line', rule };
}

const BLOCK_RULES: ReadonlySet<ExtentRule> = new Set<ExtentRule>(['always', 'opens', 'opened-above']);

function ruleFor({ language: id, before, after, multiline, rejected = false }: ExtentQuestion): ExtentRule {
  if (multiline === 'never') return 'never';
  const [rest = '', ...below] = after.split('\n');
  if (rest.trim() !== '') return 'text-right';
  const language = languageOf(id);
  const { inside } = scan(before, language);
  if (inside === 'comment') return 'in-comment';
  if (inside === 'string') return 'in-string';
  if (multiline === 'always') return 'always';
  if (rejected) return 'rejected';

  const lines = before.split('\n');
  const line = lines.at(-1) ?? '';
  const isEmpty = line.trim() === '';
  const opener = isEmpty ? (lines.at(-2) ?? '') : line;
  if (!opensBlock(opener, language)) return 'plain';
  const next = below.find((one) => one.trim() !== '');
  if (next !== undefined && depthOf(next) > depthOf(opener)) return 'filled';
  return isEmpty ? 'opened-above' : 'opens';
}

function opensBlock(line: string, language: Language): boolean {
  const comment = language.lineComments.map((marker) => line.indexOf(` ${marker}`)).filter((at) => at !== -1);
  return language.opens.test(line.slice(0, Math.min(line.length, ...comment)).trimEnd());
}

const depthOf = (line: string) => line.length - line.trimStart().length;

/** A block's text without a last line that a limit cut off; a first line is kept as it is. */
export function wholeLines(text: string, stop: StopReason): string {
  if (stop !== 'token-limit' && stop !== 'time-limit') return text;
  const lineBreak = text.lastIndexOf('\n');
  return lineBreak === -1 || text.slice(0, lineBreak).trim() === '' ? text : text.slice(0, lineBreak).trimEnd();
}
