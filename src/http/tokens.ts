/** The machine that the service runs on, in Nest's container. */
export const MACHINE = Symbol('machine');
