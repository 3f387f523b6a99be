# Two images from one file: `docker build --target agent .` and `docker build --target bridge .`
# What runs is the bundle alone; only the agent carries one native package beside it, for serial adapters.
FROM node:24-bookworm-slim AS build
WORKDIR /build
RUN chown node:node /build
USER node
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY --chown=node:node . .
RUN npm run build

FROM node:24-bookworm-slim AS serial
WORKDIR /serial
RUN chown node:node /serial
USER node
COPY --chown=node:node package.json package-lock.json ./
# The rest of the dependencies is in the bundle: keep the serial port's own packages only.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund \
  && mkdir -p kept/node_modules \
  && cp -r node_modules/serialport node_modules/@serialport node_modules/node-gyp-build node_modules/debug node_modules/ms kept/node_modules/

FROM node:24-bookworm-slim AS agent
ENV NODE_ENV=production
WORKDIR /fettle
COPY --from=serial /serial/kept/node_modules ./node_modules
COPY --from=build /build/dist/agent.js ./dist/agent.js
COPY --from=build /build/dist/hmi ./dist/hmi
COPY --from=build /build/agent/dealers/sample.csv ./agent/dealers/sample.csv
# `dialout` is the group of serial devices on Debian.
RUN mkdir /data && chown node:node /data && usermod -a -G dialout node
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/agent.js"]
CMD ["run", "--config", "/data/agent.json"]

FROM node:24-bookworm-slim AS bridge
ENV NODE_ENV=production
WORKDIR /fettle
COPY --from=build /build/dist/bridge.js ./dist/bridge.js
COPY --from=build /build/dist/console ./dist/console
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8081/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/bridge.js"]
CMD ["run", "--config", "/data/bridge.json"]
