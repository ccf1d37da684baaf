CREATE TABLE "request_drafts" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"token_hash" text NOT NULL,
	"typed" jsonb NOT NULL,
	"problems" jsonb NOT NULL,
	"code" text DEFAULT '' NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "request_drafts_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "request_drafts_organization_id_token_hash_index" ON "request_drafts" USING btree ("organization_id","token_hash");--> statement-breakpoint
CREATE INDEX "request_drafts_organization_id_created_at_index" ON "request_drafts" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "documents_organization_id_file_id_index" ON "documents" USING btree ("organization_id","file_id");