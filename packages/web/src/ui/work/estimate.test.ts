import { expect, it } from "vitest";
import { estimate, type Sample, withSample } from "./estimate";

const after = (samples: readonly Sample[]) =>
  samples.reduce<readonly Sample[]>((before, next) => withSample(before, next), []);

it("says how fast it goes and how long it takes, by the last while", () => {
  const slow = Array.from({ length: 20 }, (_, second) => ({ at: second * 1_000, done: second }));
  const fast = Array.from({ length: 11 }, (_, n) => ({ at: (20 + n) * 1_000, done: 20 + n * 10 }));
  expect(estimate(after(slow), 100)).toEqual({ perSecond: 1, secondsLeft: 81 });
  expect(estimate(after([...slow, ...fast]), 220)).toEqual({ perSecond: 10, secondsLeft: 10 });
});

it("says nothing where it is too early, or nothing moves", () => {
  expect(estimate([], 10)).toEqual({});
  expect(estimate(after([{ at: 0, done: 0 }]), 10)).toEqual({});
  expect(
    estimate(
      after([
        { at: 0, done: 0 },
        { at: 999, done: 5 },
      ]),
      10,
    ),
  ).toEqual({});
  expect(
    estimate(
      after([
        { at: 0, done: 5 },
        { at: 5_000, done: 5 },
      ]),
      10,
    ),
  ).toEqual({});
});

it("begins anew where it began again", () => {
  const samples = after([
    { at: 0, done: 0 },
    { at: 2_000, done: 90 },
    { at: 3_000, done: 0 },
  ]);
  expect(samples).toEqual([{ at: 3_000, done: 0 }]);
});
