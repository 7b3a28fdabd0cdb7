export interface OutgoingMessage {
  /** The delivery's id: the same at every attempt, for a provider that sends one reference once. */
  readonly reference: string;
  readonly to: string;
  readonly text: string;
  /** The code that the text holds, where it holds one. */
  readonly code?: string;
}

/** Sends one SMS, or throws: `ProviderRefused` with words that may be stored and shown. */
export abstract class SmsGateway {
  abstract send(message: OutgoingMessage): Promise<void>;
}
