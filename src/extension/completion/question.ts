import { BEGINNINGS } from '../../completion/beginnings';
import { type Confidence, LEVELS } from '../../completion/confidence/levels';
import { extentFor, type Multiline } from '../../completion/extent/extent';
import type { Facts } from '../../completion/gates/facts';
import type { Place } from '../../completion/lookup/place';
import type { CompletionRequest } from '../../protocol/messages';
import type { Prefix } from '../../protocol/prefix';

export interface Surroundings {
  readonly prefix: Prefix;
  readonly after: string;
  /** Names of related code that may be drawn on; undefined when nothing may, not even this document. */
  readonly neighbours: readonly string[] | undefined;
}

/** What the user wants of a suggestion, wherever it is asked. */
export interface Wishes extends Pick<CompletionRequest, 'maxTokens' | 'sampling'> {
  readonly multiline: Multiline;
  readonly minimumConfidence: Confidence;
}

/** What VS Code asks, as plain data. */
export interface Question {
  readonly document: string;
  readonly language: string;
  readonly facts: Facts;
  /** The text around the cursor, and related code: asked for only where completing is allowed. */
  readonly read: () => Surroundings;
  /** What is asked of the engine, but for where. */
  readonly settings: Wishes;
  /** How many suggestions are wanted when the user asks. */
  readonly choices: number;
}

/** Where a question is asked. */
export function placeOf({ document, language, settings }: Question, { prefix, after, neighbours }: Surroundings): Place {
  // Not by which are related: that changes while one types, and what was suggested stays right.
  return { document, language, prefix, after, conditions: JSON.stringify([settings, neighbours !== undefined]) };
}

/**
 * Decoding for an unasked suggestion stops here. The next key cancels it anyway; this is for the person who has stopped
 * to think on a machine that cannot keep up. (64 tokens take 0.7 s on the 2-core machine that the design measured; a limit
 * near that would cut lines short whenever something else runs.)
 */
const AUTOMATIC_TIME_LIMIT_MS = 5_000;

/**
 * A text that takes longer to be read is first read in part: a large file just opened, say. What is typed meanwhile is
 * completed from that part, and all of it is read whenever the engine has nothing else to do.
 */
const PATIENCE_MS = 400;

/**
 * What the engine is asked for a question at a place.
 * @param rejected whether a block was shown there and not taken
 */
export function requestOf(
  { facts, settings, choices }: Question,
  place: Place,
  neighbours: Surroundings['neighbours'],
  rejected: boolean,
): CompletionRequest {
  const { document, language, prefix, after } = place;
  const { multiline, minimumConfidence, ...ask } = settings;
  const single = { timeLimit: AUTOMATIC_TIME_LIMIT_MS, beginnings: BEGINNINGS, ...endFor(minimumConfidence) };
  const effort = facts.trigger === 'automatic' ? single : { count: choices };
  const { extent } = extentFor({ language, before: prefix.text, after, multiline, rejected });
  return { document, prefix, extent, patience: PATIENCE_MS, ...ask, ...effort, ...(neighbours && { neighbours, suffix: after }) };
}

/** What is not sure enough to be shown need not be written. */
function endFor(confidence: Confidence): Pick<CompletionRequest, 'leastProbability'> {
  return confidence === 'off' ? {} : { leastProbability: LEVELS[confidence].running };
}
