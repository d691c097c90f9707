/**
 * A way to talk to one running engine. What is said over it is the session's business, starting again the client's.
 */
import type { EngineError } from '../../protocol/errors';
import type { Request } from '../../protocol/messages';

export interface Transport {
  send(request: Request): void;
  /** Asks the engine to end, and makes sure of it where that is safe. Settles when it has ended; never rejects. */
  end(): Promise<void>;
}

/** Given at the start rather than subscribed to later, so that nothing said in between is missed. */
export interface TransportEvents {
  /** Something arrived; it has not been checked. */
  onMessage(value: unknown): void;
  /** The engine is gone, or never came. Said once, also after `end`. */
  onExit(error: EngineError): void;
  /** A line that the engine wrote to its standard output or error. */
  onOutput(line: string): void;
}

/** Starts an engine. Faults while starting are told by `onExit`, not thrown. */
export type StartTransport = (events: TransportEvents) => Transport;
