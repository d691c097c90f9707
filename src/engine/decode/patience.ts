import type { CompletionRequest } from '../../protocol/messages';
import type { Context } from '../context/neighbourhood';
import type { Model } from './model';
import { type Prompt, promptAround } from './prompt';

/** Part of the model's window that is read where there is no time for all of it; `docs/design.md` has what that costs. */
const SHORT = 1 / 4;
/** A short window is not worth its reading unless it is so much sooner. */
const SOONER = 2;

type Question = Pick<CompletionRequest, 'prefix' | 'suffix' | 'window' | 'patience'>;

/**
 * What to read: the whole window, or a short one where the whole would take longer than the request has patience for.
 * @param context the code of other files, for models that gain from it
 * @param missing how many tokens of a prompt are still to be read
 * @returns with `window` when it is the short one
 */
export function choosePrompt(
  model: Model,
  request: Question,
  context: Context | undefined,
  missing: (ids: readonly number[]) => number,
): { readonly prompt: Prompt; readonly window?: number } {
  const prompt = promptAround(model, request, context);
  const { patience = Number.POSITIVE_INFINITY } = request;
  const toRead = missing(prompt.ids);
  if (model.decoder.chunk.time(toRead) <= patience) return { prompt };
  const window = Math.floor((request.window ?? model.info.window) * SHORT);
  const short = promptAround(model, { ...request, window }, context);
  return missing(short.ids) * SOONER <= toRead ? { prompt: short, window } : { prompt };
}
