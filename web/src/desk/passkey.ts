// A passkey in place of a code, where the browser knows passkeys. A form with `data-passkey` says what is asked: `show` one, or `make` one.
// Its button is hidden until then, and what the browser answers goes into its hidden field.

/** A page older than this has a challenge that will soon not count any more, in milliseconds. */
const OLD = 10 * 60 * 1000;

/** Keys of -7 (P-256), -8 (Ed25519) and -257 (RSA): the first that the device can make. */
const KINDS = [-7, -8, -257];

export function passkeys(): void {
  if (!("PublicKeyCredential" in window)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) offer(form);
}

function offer(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button[type=button]");
  const field = form.querySelector<HTMLInputElement>("input[name=passkey]");
  const told = form.querySelector<HTMLElement>("[data-failed]");
  if (!button || !field || !told) return;
  button.hidden = false;
  document.querySelectorAll<HTMLElement>("[data-lacking]").forEach((note) => (note.hidden = true));
  button.addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    button.disabled = true;
    told.textContent = "";
    try {
      field.value = form.dataset["passkey"] === "make" ? await made(form) : await shown(form);
      form.submit();
    } catch {
      // A browser does not say why: a page must not learn what somebody has.
      told.textContent = told.dataset["failed"] ?? "";
    } finally {
      button.disabled = false;
    }
  });
}

/** Which passkey is shown is left to the person: a list would tell who has an account. */
async function shown(form: HTMLFormElement): Promise<string> {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(await challenge(form)),
      rpId: said(form, "site"),
      allowCredentials: [],
      userVerification: "preferred",
      timeout: 120_000,
    },
  });
  const { rawId, response } = credential as PublicKeyCredential;
  const { clientDataJSON, authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  if (!userHandle) throw new TypeError("the passkey does not say whose it is");
  return [rawId, clientDataJSON, authenticatorData, signature, userHandle].map(text).join(".");
}

async function made(form: HTMLFormElement): Promise<string> {
  const name = said(form, "account");
  const known = said(form, "known").split(" ").filter(Boolean);
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(said(form, "challenge")),
      rp: { id: said(form, "site"), name: "Overt" },
      user: { id: bytes(said(form, "handle")), name, displayName: name },
      pubKeyCredParams: KINDS.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known.map((id) => ({ type: "public-key", id: bytes(id) })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "preferred" },
      attestation: "none",
      timeout: 120_000,
    },
  });
  const response = (credential as PublicKeyCredential).response as AuthenticatorAttestationResponse;
  return [response.clientDataJSON, response.getAuthenticatorData()].map(text).join(".");
}

/** The challenge of the page. The page that asks who somebody is may have been open for long, and is asked for another one. */
async function challenge(form: HTMLFormElement): Promise<string> {
  const path = new URL(form.action).pathname;
  if (performance.now() < OLD || path !== "/sign-in") return said(form, "challenge");
  const answer = await fetch(path, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector<HTMLFormElement>("form[data-passkey]");
  return said(fresh ?? form, "challenge");
}

function said(form: HTMLFormElement, name: string): string {
  return form.dataset[name] ?? "";
}

function text(buffer: ArrayBuffer): string {
  const letters = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
