import file from "./data/secrets.json" with { type: "json" };

/** True for a property of an input source that holds a secret. */
export function isSecretProperty(name: string): boolean {
  return file.properties.includes(name);
}

/** True for a parameter that makes a URI a key of its own (a signed URI). */
export function isSigningParameter(name: string): boolean {
  return file.uriParameters.includes(name);
}
