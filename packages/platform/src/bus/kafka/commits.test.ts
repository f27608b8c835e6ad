import type { Offsets } from "kafkajs";
import { expect, test } from "vitest";
import { openCommits } from "./commits.ts";
import { openMembership } from "./membership.ts";

const said = ({ topics }: Offsets): string =>
  topics
    .flatMap(({ topic, partitions }) => partitions.map(({ partition, offset }) => `${topic}/${partition}=${offset}`))
    .join(" ");

/** Commits whose broker fails as told; waits pass at once. */
function under(failure: (attempt: number) => Error | undefined = () => undefined) {
  const story: string[] = [];
  const membership = openMembership();
  let attempts = 0;
  const commits = openCommits({
    membership,
    commit: async (offsets) => {
      story.push(said(offsets));
      const error = failure(attempts++);
      await Promise.resolve();
      if (error) throw error;
    },
    sleep: async () => void story.push("wait"),
  });
  return { story, membership, commits };
}

const refusedBy = (type: string): Error => Object.assign(new Error(type), { type });

test("what moves while a commit is in flight goes together, the newest place of each partition", async () => {
  const { story, commits } = under();
  commits.moved("t", 0, "1");
  commits.moved("t", 0, "2");
  commits.moved("t", 1, "5");
  commits.moved("u", 0, "7");
  commits.moved("t", 0, "3");
  await commits.settled();
  expect(story).toEqual(["t/0=1", "t/0=3 t/1=5 u/0=7"]);
});

test("while the broker is away a commit is tried again, without a limit", async () => {
  const { story, commits } = under((attempt) => (attempt < 50 ? new Error("ECONNREFUSED") : undefined));
  commits.moved("t", 0, "1");
  await commits.settled();
  expect(story.filter((line) => line === "wait")).toHaveLength(50);
});

test("when the broker says that the group is being divided anew, the member has to join again", async () => {
  for (const type of ["REBALANCE_IN_PROGRESS", "ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID"]) {
    const { story, membership, commits } = under(() => refusedBy(type));
    commits.moved("t", 0, "1");
    await expect(commits.settled()).rejects.toThrow(type);
    expect(membership.lost()?.message).toBe(type);
    expect(membership.over.aborted).toBe(true);
    expect(story).toEqual(["t/0=1"]);
    await commits.settled();
  }
});

test("a member that stops does not wait for ever for a broker that is away", async () => {
  const { story, membership, commits } = under(() => new Error("ECONNREFUSED"));
  membership.end();
  commits.moved("t", 0, "1");
  await expect(commits.settled()).rejects.toThrow("ECONNREFUSED");
  expect(story.length).toBeLessThan(20);
});
