/** What the engine client needs of a log; VS Code's `LogOutputChannel` fits. */
export interface EngineLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
