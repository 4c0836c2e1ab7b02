import type { Ticket } from "./ticket";

/** Prompts that are fed, or wait to be: each for one client, and all of them only while nothing else is asked. */
export class Feedings<Client> {
  readonly #tickets = new Map<Ticket, Client>();

  begin(ticket: Ticket, client: Client): void {
    this.#tickets.set(ticket, client);
  }

  end(ticket: Ticket): void {
    this.#tickets.delete(ticket);
  }

  /** Withdraws those of these clients; all of them if left out. */
  withdraw(isOf: (client: Client) => boolean = () => true): void {
    for (const [ticket, client] of [...this.#tickets]) {
      if (isOf(client)) ticket.withdraw("superseded");
    }
  }
}
