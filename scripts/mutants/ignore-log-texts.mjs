// A plug-in of StrykerJS: the sentences of log lines and of thrown bugs are read by people alone, and no test asks
// for them. Their facts and conditions are mutated like all else.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const levels = ["debug", "info", "warn", "error"];

const isLogCall = ({ node }) =>
  node?.type === "CallExpression" &&
  node.callee.type === "MemberExpression" &&
  levels.includes(node.callee.property.name) &&
  (node.callee.object.name === "log" || node.callee.object.property?.name === "log");

const isThrownBug = ({ node, parentPath }) =>
  node?.type === "NewExpression" &&
  node.callee.name === "Error" &&
  parentPath?.node.type === "ThrowStatement";

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "log-texts", {
    shouldIgnore(path) {
      if (!path.isStringLiteral() && !path.isTemplateLiteral()) return undefined;
      return isLogCall(path.parentPath) || isThrownBug(path.parentPath) ? "a sentence for people" : undefined;
    },
  }),
];
