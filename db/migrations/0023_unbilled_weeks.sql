CREATE TABLE "unbilled_weeks" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"due_on" date NOT NULL,
	"amount" numeric(14, 2) NOT NULL,
	"groups" jsonb NOT NULL,
	CONSTRAINT "unbilled_weeks_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "unbilled_weeks_organization_id_due_on_index" ON "unbilled_weeks" USING btree ("organization_id","due_on");--> statement-breakpoint
CREATE INDEX "invoices_issued" ON "invoices" USING btree ("organization_id","issued_on") WHERE "invoices"."number" is not null;