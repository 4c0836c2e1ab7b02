/** From how many observations on a figure is printed. Below, there is none: an early figure would be taken for a true one. */
export const leastN = {
  /** Suggestions, for a speed or a ratio of two. */
  speed: 10,
  p50: 10,
  p90: 30,
  p99: 200,
  /** Of what a share is taken. */
  share: 20,
  /** Passes, for tokens a pass. */
  passes: 20,
} as const;
