// The rehearsal's connections: a token that is accepted, one that is not, a keychain that may be away.
import { Failure, unexpected, type Backend } from "../backend";
import type { FaultCode, Keep, Offer, ServerConnection, SignIn, Start } from "../bindings";
import { wrong } from "./lots";

export class Connections {
  /** How the open workspace is connected; null in practice. */
  connection: ServerConnection | null = null;
  /** Why the keychain cannot take a token. */
  keychain: FaultCode | undefined;
  /** What was signed in with. */
  signIns: SignIn[] = [];
  /** What was chosen, and where its token was to be kept. */
  used: [string, Keep][] = [];

  constructor(private readonly start: () => Promise<Start>) {}

  commands(): Pick<Backend, "connect" | "useBusinessCenter" | "signOut"> {
    return {
      connect: (signIn) => this.#connect(signIn),
      useBusinessCenter: (bcId, keep) => {
        if (keep === "IN_KEYCHAIN" && this.keychain !== undefined) {
          return Promise.reject(this.#away(this.keychain));
        }
        this.used.push([bcId, keep]);
        return this.start();
      },
      signOut: () => {
        if (this.connection === null) return Promise.reject(unexpected("", "NOT_CONNECTED"));
        this.connection = { ...this.connection, state: "SIGNED_OUT" };
        return this.start();
      },
    };
  }

  #connect(signIn: SignIn): Promise<Offer> {
    if (signIn.accessToken === "")
      return Promise.reject(wrong("accessToken", "MISSING", { "field.accessToken": "MISSING" }));
    if (signIn.baseUrl.includes("localhost"))
      return Promise.reject(wrong("baseUrl", "NOT_LOOPBACK", { "field.baseUrl": "NOT_LOOPBACK" }));
    this.signIns.push(signIn);
    if (signIn.accessToken !== "good") {
      const [params, money] = [{ code: "40105" }, "NOTHING_MOVED"] as const;
      return Promise.reject(new Failure({ code: "SIGN_IN_AGAIN", params, act: "SIGN_IN", money }));
    }
    const isTikTok = signIn.baseUrl === "";
    return Promise.resolve({
      server: isTikTok ? "https://tiktok.example" : signIn.baseUrl,
      kind: isTikTok ? "CONNECTED" : "REHEARSAL",
      person: "Ottilie Brandt",
      centers: [
        {
          bcId: "7200000000000000001",
          name: "Tamarind Hill Media",
          currency: "USD",
          role: { basic: "ADMIN", finance: null },
          isKnown: true,
        },
        {
          bcId: "7200000000000000077",
          name: "Kestrel & Daughters \u202Eltd",
          currency: "EUR",
          role: { basic: "STANDARD", finance: "MANAGER" },
          isKnown: false,
        },
      ],
    });
  }

  #away(code: FaultCode): Failure {
    return new Failure({ code, params: {}, act: "SEE_KEYCHAIN", money: "NOTHING_MOVED" });
  }
}
