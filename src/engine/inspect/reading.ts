import { EngineFault } from '../../protocol/errors';
import type { InspectionRequest } from '../../protocol/inspection';
import type { Model } from '../decode/model';
import { placedPromptAround } from '../decode/prompt';

/** The tokens that a request is about, as completions would read them. */
export interface Reading {
  readonly ids: readonly number[];
  /** How many of them are the text's, without the path. */
  readonly prompt: number;
  /** Of the text before the cursor the last tokens that stay, and the path. */
  readonly text: readonly number[];
  readonly start: number;
  readonly startsWithControl: boolean;
  readonly healed: Uint8Array;
}

/** @throws EngineFault token-unknown or prompt-too-long for a path that the model can not read */
export function readingOf(
  model: Model,
  { prefix, suffix, heal, path = [] }: Pick<InspectionRequest, 'prefix' | 'suffix' | 'heal' | 'path'>,
): Reading {
  const { info, tokenizer } = model;
  const unknown = path.find((id) => id >= info.vocabulary);
  if (unknown !== undefined) throw new EngineFault('token-unknown', String(unknown), String(info.vocabulary));
  const { ids: prompt, healed, text, start } = placedPromptAround(model, { prefix, suffix }, heal);
  const ids = [...prompt, ...path];
  if (ids.length > info.context) throw new EngineFault('prompt-too-long', String(ids.length), String(info.context));
  // A text is never read as control tokens: the first is one only if it stands before the text.
  const startsWithControl = tokenizer.vocabulary.isControl(prompt[0]!);
  return { ids, prompt: prompt.length, text: [...text, ...path], healed, start, startsWithControl };
}
