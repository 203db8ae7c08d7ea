import { externInput, placeInJson, propertyOf, textProperty } from "../src/analysis/insight/extern-inputs.ts";
import { inputKind } from "../src/druid/inputs.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "extern-streaming-format",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    docs: { description: "EXTERN reads files with a format that is made for messages of a stream" },
    sources: ["documentation: ingestion/data-formats, Kafka, Kinesis, Avro Stream, Protobuf", "Druid: KafkaInputFormat, KinesisInputFormat, AvroStreamInputFormat, ProtobufInputFormat"],
    messages: {
      streaming: "the input format `{{type}}` takes messages of a stream one by one, EXTERN reads files: use the format of what is in the files (`avro_ocf` for Avro files)",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const format = externInput(table, release)?.format ?? null;
      const type = format === null ? null : textProperty(format.node, "type");
      if (format === null || type === null || inputKind("inputFormats", type)?.streaming !== true) return;
      context.report({ at: placeInJson(text, format, propertyOf(format.node, "type") ?? format.node), messageId: "streaming", data: { type } });
    },
  }),
});
