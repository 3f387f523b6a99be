/**
 * The rooms of car and bridge that the simulation is made of: the real ones, whole. This is the one file through which it sees
 * them.
 */
export { createBlackBox } from "../../agent/blackbox/blackbox.ts";
export { openUplink } from "../../agent/compose/uplink.ts";
export { parseConfig as parseAgentConfig } from "../../agent/config.ts";
export { createHmiView } from "../../agent/hmi/view.ts";
export { openDatabase, openSqlite } from "../../agent/outbox/database.ts";
export { createOutbox, type Outbox } from "../../agent/outbox/outbox.ts";
export { quotaOf } from "../../agent/outbox/quota.ts";
export { createPassage, type Passage, restorePassage } from "../../agent/passage.ts";
export { createPipeline, pipelineStateSchema } from "../../agent/pipeline.ts";
export type { Connection, ConnectionEvents } from "../../agent/uplink/connection.ts";
export type { Uplink, UplinkOptions } from "../../agent/uplink/uplink.ts";
export { parseConfig as parseBridgeConfig } from "../../cloud-bridge/config.ts";
export { carryOut } from "../../cloud-bridge/desk/tickets/flow.ts";
export { createNotices } from "../../cloud-bridge/desk/tickets/notices.ts";
export { openVehicleSide, type VehicleSide } from "../../cloud-bridge/inbox/vehicle-side.ts";
export type { Broker, BrokerEvents } from "../../cloud-bridge/platform/bus/aedes.ts";
export { openStore, type Store } from "../../cloud-bridge/platform/database/store.ts";
export { followFeed } from "../../cloud-bridge/platform/feed/follow.ts";
export { voidLeases } from "../../cloud-bridge/platform/jobs/queue.ts";
export { startWorker } from "../../cloud-bridge/platform/jobs/worker.ts";
