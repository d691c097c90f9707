/** The model that comes with Inkling; `file` is relative to the package's root. The model card is `models/README.md`. */
export const EMBEDDED_MODEL = {
  file: 'models/SmolLM2-135M-Instruct.Q4_1.gguf',
  bytes: 98_362_432,
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
} as const;
