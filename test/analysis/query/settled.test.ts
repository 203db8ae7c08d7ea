import { describe, expect, test } from "vitest";
import { refusal } from "./support.ts";

// `city LIKE zone` cannot be planned; `trips` is a LONG, never NULL in legacy null handling.
describe("what is settled whatever the rows", () => {
  test("is not planned in a filter", () => {
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone AND zone = 'a'")).toContain("plan like-pattern-invalid");
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone AND trips IS NULL")).toBeNull();
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone OR 1 + 1 = 2")).toBeNull();
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone AND trips IS NULL", { druid: "33" })).toContain("plan like-pattern-invalid");
  });

  test("leaves out branches of CASE and COALESCE with their constants", () => {
    expect(refusal("SELECT CASE WHEN 1 = 2 THEN CAST('x' AS TIMESTAMP) ELSE CURRENT_TIMESTAMP END AS t FROM rides")).toBeNull();
    expect(refusal("SELECT CASE WHEN UPPER('a') = 'b' THEN CAST('x' AS TIMESTAMP) ELSE CURRENT_TIMESTAMP END AS t FROM rides")).toContain("plan time-text-invalid");
    expect(refusal("SELECT COALESCE('a', REGEXP_EXTRACT(city, '[a')) AS c FROM rides")).toBeNull();
    expect(refusal("SELECT COALESCE(city, REGEXP_EXTRACT(zone, '[a')) AS c FROM rides")).toContain("plan regular-expression-invalid");
  });

  test("has its constants folded in a chain of ANDs", () => {
    expect(refusal("SELECT trips IS NULL AND city LIKE zone AS b FROM rides")).toBeNull();
    expect(refusal("SELECT trips IS NULL AND CAST('x' AS TIMESTAMP) > CURRENT_TIMESTAMP AS b FROM rides")).toContain("plan time-text-invalid");
  });

  test("takes an aggregate out, not what is aggregated", () => {
    expect(refusal("SELECT city FROM rides GROUP BY city HAVING MAX('a') IS NOT NULL")).toBeNull();
    expect(refusal("SELECT city FROM rides GROUP BY city HAVING MAX(zone) IS NOT NULL")).toContain("plan aggregate-argument-type");
    expect(refusal("SELECT city FROM rides GROUP BY city HAVING SUM(STRLEN(REGEXP_EXTRACT(zone, '[a'))) IS NOT NULL")).toContain("plan regular-expression-invalid");
  });
});
