import { before } from "../src/ui/table.tsx";
import { equal, test } from "./harness.ts";

test("table: the old order has the old scores, and newcomers come last", () => {
  const rows = [
    { id: "s2", name: "B", score: 900, gained: 500, rank: 1, was: 2 },
    { id: "s3", name: "C", score: 700, gained: 700, rank: 2 },
    { id: "s1", name: "A", score: 600, rank: 3, was: 1 },
  ];
  equal(before(rows).map((r) => [r.id, r.score, r.rank]), [["s1", 600, 1], ["s2", 400, 2], ["s3", 0, 0]]);
});
