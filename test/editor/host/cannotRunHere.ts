/** A machine lacks what the editor's tests stand on. That is no fault of the code under test. */
export class CannotRunHere extends Error {}
