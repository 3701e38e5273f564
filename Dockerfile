# On Record as an image. Nothing but the packages of package-lock.json is downloaded, and nothing is compiled natively.

FROM node:20-slim AS built
WORKDIR /onrecord
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /onrecord
COPY --from=built /onrecord/package.json ./
COPY --from=built /onrecord/node_modules ./node_modules
COPY --from=built /onrecord/dist ./dist
COPY --from=built /onrecord/bin ./bin
COPY --from=built /onrecord/examples ./examples
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENV ONRECORD_STORE=sqlite:/data/onrecord.db
HEALTHCHECK --interval=10s --timeout=5s CMD ["node", "-e", "fetch('http://127.0.0.1:8360/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/onrecord.js", "serve"]
