import { z } from "zod";
import { sliceOf, vehicleDetailSchema, vehicleSchema } from "../../contract/ticket.ts";
import type { Store } from "../platform/database/store.ts";
import { type Endpoint, endpoint, noBody, none } from "../platform/http/endpoint.ts";
import { ApiProblem } from "../platform/http/problem.ts";
import { vehicleDetailOf, vehicleOf } from "./answers.ts";
import { findVehicles, listVehicles } from "./queries.ts";

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Most items of an answer"),
  cursor: z.string().max(500).optional().describe("`next` of the answer before"),
});

/** GET under /api/v1/vehicles. */
export const vehicleEndpoints = (store: Store): readonly Endpoint[] => [
  endpoint({
    method: "get",
    path: "/api/v1/vehicles",
    operation: "listVehicles",
    summary: "Every vehicle that ever spoke to the bridge, by id",
    query: listQuery,
    params: none,
    body: noBody,
    needsIfMatch: false,
    answer: { status: 200, description: "A slice of the vehicles", schema: sliceOf(vehicleSchema) },
    problems: ["REQUEST_INVALID"],
    async handle({ query: { limit, cursor } }) {
      const slice = await listVehicles(store, { limit, cursor });
      if (slice === undefined) throw new ApiProblem("REQUEST_INVALID", ["query.cursor: not a place in this list"]);
      return { body: { items: slice.rows.map(vehicleOf), total: slice.total, next: slice.next } };
    },
  }),
  endpoint({
    method: "get",
    path: "/api/v1/vehicles/{id}",
    operation: "readVehicle",
    summary: "One vehicle with what it last measured",
    params: z.object({ id: z.string().min(1).max(64).describe("Id of the vehicle") }),
    query: none,
    body: noBody,
    needsIfMatch: false,
    answer: { status: 200, description: "The vehicle", schema: vehicleDetailSchema },
    problems: ["REQUEST_INVALID", "VEHICLE_UNKNOWN"],
    async handle({ params: { id } }) {
      const [row] = await findVehicles(store, [id]);
      if (row === undefined) throw new ApiProblem("VEHICLE_UNKNOWN", [id]);
      return { body: vehicleDetailOf(row) };
    },
  }),
];
