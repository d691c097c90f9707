import { detail } from '../../protocol/error-details';
import type { Reply } from '../../protocol/messages';

/** The answer to something that is no request: it names the id if there is one, and 0 otherwise. */
export function refusal(message: unknown): Reply {
  const fields = typeof message === 'object' && message !== null ? (message as Readonly<Record<string, unknown>>) : {};
  const { id } = fields;
  const type = typeof fields['type'] === 'string' ? detail('message-type', fields['type'].slice(0, 40)) : detail('message-untyped');
  return {
    type: 'failed',
    id: Number.isSafeInteger(id) && (id as number) >= 0 ? (id as number) : 0,
    error: { code: 'message-malformed', args: [type] },
  };
}
