import { describe, expect, it } from "vitest";
import { noUsage } from "../../../../src/core/stats/usage/usageCounts";
import { EndedRequests } from "../../../../src/extension/usage/endedRequests";
import { answered, refused } from "../../../support/usageFixtures";

function ended(): EndedRequests {
  const requests = new EndedRequests();
  requests.settled(refused("unsure", { id: 1, before: "a" }));
  requests.settled(answered("text", { id: 2 }));
  requests.settled(refused("disabled", { id: 3 }));
  requests.settled(answered("text", { id: 4, isHanded: false }));
  return requests;
}

describe("EndedRequests", () => {
  it("tells of the latest, a suggestion that was handed over included", () => {
    const requests = ended();
    expect(requests.why({}, noUsage)).toMatchObject({ request: "4", reason: "superseded" });
    requests.settled(answered("text", { id: 5 }));
    expect(requests.why({}, noUsage)).toMatchObject({ request: "5", reason: "returned" });
  });

  it("tells of the latest of a reason, or of none", () => {
    const requests = ended();
    expect(requests.why({ reason: "unsure" }, noUsage)).toMatchObject({
      request: "1",
      before: "a",
    });
    expect(requests.why({ reason: "secret" }, noUsage)).toBeUndefined();
    expect(new EndedRequests().why({}, noUsage)).toBeUndefined();
  });

  it("goes back request by request, past those with a suggestion", () => {
    const requests = ended();
    const found = ["4", "3", "2", "0", "no number"].map((request) => {
      const why = requests.why({ request }, noUsage);
      return why && [why.request, why.hasEarlier];
    });
    expect(found).toEqual([["4", true], ["3", true], ["1", false], undefined, undefined]);
  });

  it("remembers fifty, and nothing once it is cleared", () => {
    const requests = new EndedRequests();
    for (let id = 1; id <= 60; id++) requests.settled(refused("unsure", { id }));
    expect(requests.why({ request: "10" }, noUsage)).toBeUndefined();
    expect(requests.why({ request: "11" }, noUsage)?.hasEarlier).toBe(false);
    requests.clear();
    expect(requests.why({}, noUsage)).toBeUndefined();
  });

  it("says how many ended so today", () => {
    const counts = { ...noUsage, shown: 3, reasons: { unsure: 2, disabled: 5 } };
    expect(ended().why({ request: "1" }, counts)).toMatchObject({ ofToday: 10, sameToday: 2 });
  });
});
