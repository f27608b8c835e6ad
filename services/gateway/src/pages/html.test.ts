import { expect, test } from "vitest";
import { escapeHtml, htmlPage, proseHtml } from "./html.ts";

test("no text can become markup, in an attribute neither", () => {
  expect(escapeHtml(`<a href='x' title="y">&amp;`)).toBe("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;");
  expect(htmlPage("<script>", "")).not.toContain("<script>");
});

test("what stands between backticks is code, and is escaped as well", () => {
  expect(proseHtml("Send `X-API-Key: <key>`, or `none`.")).toBe(
    "Send <code>X-API-Key: &lt;key&gt;</code>, or <code>none</code>.",
  );
});
