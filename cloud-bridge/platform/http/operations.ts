import { z } from "zod";
import { type Centre, centreSchema } from "../../../contract/ticket.ts";
import { type Endpoint, endpoint, noBody, none } from "./endpoint.ts";

const healthSchema = z.object({
  state: z.enum(["ok", "failing"]),
  parts: z.object({ store: z.enum(["ok", "failing"]), broker: z.enum(["ok", "failing"]) }),
});

const jobsSchema = z.object({
  kinds: z.array(
    z.object({
      kind: z.string(),
      waiting: z.int().describe("Not done yet"),
      late: z.int().describe("Of those, what any bridge could have done more than a minute ago"),
      setAside: z.int().describe("Tried for the last time: a person must look"),
    }),
  ),
  setAside: z.array(
    z.object({
      key: z.string(),
      kind: z.string(),
      tries: z.int(),
      lastError: z.string(),
      setAsideAt: z.int().describe("Epoch ms"),
    }),
  ),
});

export interface OperationOptions {
  readonly centre: Centre;
  readonly storeAnswers: () => Promise<boolean>;
  readonly brokerListens: () => boolean;
  readonly jobs: () => Promise<z.infer<typeof jobsSchema>>;
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>;
}

const word = (well: boolean): "ok" | "failing" => (well ? "ok" : "failing");
const quiet = { params: none, query: none, body: noBody, needsIfMatch: false, problems: [] } as const;

/** What whoever runs the bridge looks at, and what the page needs to know of its centre. */
export const operationEndpoints = ({
  centre,
  storeAnswers,
  brokerListens,
  jobs,
  metrics,
}: OperationOptions): readonly Endpoint[] => [
  endpoint({
    ...quiet,
    method: "get",
    path: "/api/v1/centre",
    operation: "readCentre",
    summary: "The dealer this desk belongs to",
    answer: { status: 200, description: "Name and time zone", schema: centreSchema },
    handle: () => Promise.resolve({ body: centre }),
  }),
  endpoint({
    ...quiet,
    method: "get",
    path: "/healthz",
    operation: "readHealth",
    summary: "Whether database and broker work; 503 with the same body when one does not",
    answer: { status: 200, description: "Both work", schema: healthSchema },
    async handle() {
      const store = await storeAnswers();
      const broker = brokerListens();
      const well = store && broker;
      return {
        status: well ? 200 : 503,
        body: { state: word(well), parts: { store: word(store), broker: word(broker) } },
      };
    },
  }),
  endpoint({
    ...quiet,
    method: "get",
    path: "/api/v1/jobs",
    operation: "readJobs",
    summary: "What waits to be done, by kind, and the last 100 jobs that nobody tries any more",
    answer: { status: 200, description: "Counts, and jobs that were set aside", schema: jobsSchema },
    handle: async () => ({ body: await jobs() }),
  }),
  endpoint({
    ...quiet,
    method: "get",
    path: "/metrics",
    operation: "readMetrics",
    summary: "Counters and histograms in the Prometheus text format",
    answer: { status: 200, description: "Metrics", schema: undefined },
    async handle() {
      const { text, contentType } = await metrics();
      return { body: text, contentType };
    },
  }),
];
