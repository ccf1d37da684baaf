CREATE TABLE "approval_openings" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"request_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"last_at" timestamptz NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approval_openings_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "approval_templates" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"subject" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"body" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"archived_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approval_templates_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "approval_requests" ADD COLUMN "silent_consent_days" integer;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD COLUMN "silent_consent_at" timestamptz;--> statement-breakpoint
ALTER TABLE "approval_openings" ADD CONSTRAINT "approval_openings_organization_id_request_id_approval_requests_organization_id_id_fk" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_requests"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_openings_organization_id_request_id_index" ON "approval_openings" USING btree ("organization_id","request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_templates_organization_id_kind_index" ON "approval_templates" USING btree ("organization_id","kind") WHERE "approval_templates"."is_default" and "approval_templates"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "approval_templates_organization_id_name_index" ON "approval_templates" USING btree ("organization_id","name");