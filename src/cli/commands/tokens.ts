import { openTokenizer } from '../../engine/open-model';
import type { Command } from '../arguments';
import { readText } from '../document';
import { asJson, type Output, visible } from '../output';

/** `inkling tokens`: how a text is cut. A part of a character shows as U+FFFD; its bytes say what it is. */
export async function runTokens(command: Extract<Command, { name: 'tokens' }>, modelPath: string, output: Output): Promise<void> {
  const text = readText(command.file);
  const tokenizer = await openTokenizer(modelPath);
  const ids = tokenizer.encode(text);
  const tokens = ids.map((id) => ({ id, text: tokenizer.decode([id]), bytes: Array.from(tokenizer.vocabulary.bytes(id)) }));
  if (command.json) {
    output.result(asJson({ ids, tokens }));
    return;
  }
  const width = String(Math.max(0, tokens.length - 1)).length;
  for (const [index, token] of tokens.entries()) {
    const bytes = token.bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    output.result(`${String(index).padStart(width)}  ${String(token.id).padStart(6)}  ${visible(token.text).padEnd(20)}  ${bytes}\n`);
  }
  output.message(`${tokens.length} tokens, ${text.length} characters\n`);
}
