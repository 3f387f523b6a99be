import { z } from "zod";
import type { Connector, Outside } from "./connector.ts";
import { openWebhook, webhookSettings } from "./webhook/webhook.ts";

/** What an operator may say of each connector; one that is left out is not there. */
export const connectorsSchema = z.strictObject({
  webhook: webhookSettings.optional(),
});

/** Opens the connectors that are configured. */
export const openConnectors = (
  { webhook }: z.infer<typeof connectorsSchema>,
  outside: Outside,
): readonly Connector[] => [...(webhook === undefined ? [] : [openWebhook(webhook, outside)])];
