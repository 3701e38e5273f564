/** How much is measured. */
export type Size = Readonly<{
  /** Codings in the long log. */
  codings: number;
  /** Codings in the short log that it is compared with. */
  few: number;
  /** Questions of each kind. */
  questions: number;
}>;
