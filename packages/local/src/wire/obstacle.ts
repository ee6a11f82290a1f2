/** What keeps the laptop cloud from starting, and the person at the keyboard can remove: the message says how. */
export class ObstacleError extends Error {
  override readonly name = "ObstacleError";
}
