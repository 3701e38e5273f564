/** The reference parser of EDTF brings no types: what the specs use of it. */
declare module 'edtf' {
  const edtf: (text: string, options?: Readonly<{ level: number }>) => Readonly<{ min: number; max: number }>;
  export default edtf;
}
