/** Where the project is at home. */
export const projectAddress = "https://github.com/msqlint/msqlint";

/** Where a built-in rule's page is read. */
export function ruleAddress(rule: string): string {
  return `${projectAddress}/blob/main/rules/${rule}.md`;
}
