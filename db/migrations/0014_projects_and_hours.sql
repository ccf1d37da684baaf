CREATE TABLE "rates" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"project_id" uuid,
	"customer_id" uuid,
	"member_id" uuid,
	"hour_type" text,
	"price" numeric(14, 4) NOT NULL,
	"valid_from" date NOT NULL,
	"removed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "rates_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "project_phases" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"project_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"budget_minutes" integer,
	"fixed_price" numeric(14, 2),
	"done_at" timestamptz,
	"done_by_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "project_phases_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"site_id" uuid,
	"contact_id" uuid,
	"lead_id" uuid,
	"description" text DEFAULT '' NOT NULL,
	"po_number" text DEFAULT '' NOT NULL,
	"pricing" text NOT NULL,
	"fixed_price" numeric(14, 2),
	"budget_minutes" integer,
	"budget_amount" numeric(14, 2),
	"invoicing" text NOT NULL,
	"approval" text DEFAULT 'default' NOT NULL,
	"approval_timing" text DEFAULT 'default' NOT NULL,
	"approval_scope" text DEFAULT 'together' NOT NULL,
	"rounding_minutes" integer DEFAULT 1 NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"closed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "projects_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "time_entries" ALTER COLUMN "start_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ALTER COLUMN "end_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "schedule" integer[] DEFAULT '{}'::integer[] NOT NULL;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "day" date;--> statement-breakpoint
-- Forced policies hold for the owner too; the guards, which run after this, force them again.
ALTER TABLE "expenses" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "organizations" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "expenses" x SET "day" = (x."spent_at" AT TIME ZONE o."time_zone")::date FROM "organizations" o WHERE o."id" = x."organization_id";--> statement-breakpoint
ALTER TABLE "expenses" ALTER COLUMN "day" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "project_id" uuid;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "phase_id" uuid;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "notes" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "state" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "remark" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "submitted_at" timestamptz;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "approved_at" timestamptz;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "approved_by_id" uuid;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "net_amount" numeric(14, 2);--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "invoice_state" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "kilometres" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "day" date;--> statement-breakpoint
-- Forced policies hold for the owner too; the guards, which run after this, force them again.
ALTER TABLE "time_entries" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "organizations" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "time_entries" x SET "day" = (x."start_at" AT TIME ZONE o."time_zone")::date FROM "organizations" o WHERE o."id" = x."organization_id";--> statement-breakpoint
ALTER TABLE "time_entries" ALTER COLUMN "day" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "project_id" uuid;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "phase_id" uuid;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "notes" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "state" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "remark" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "submitted_at" timestamptz;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "approved_at" timestamptz;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "approved_by_id" uuid;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "net_amount" numeric(14, 2);--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "invoice_state" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "price" numeric(14, 4);--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "rate_id" uuid;--> statement-breakpoint
ALTER TABLE "rates" ADD CONSTRAINT "rates_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rates" ADD CONSTRAINT "rates_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rates" ADD CONSTRAINT "rates_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_phases" ADD CONSTRAINT "project_phases_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_phases" ADD CONSTRAINT "project_phases_organization_id_done_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","done_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_site_id_sites_organization_id_id_fk" FOREIGN KEY ("organization_id","site_id") REFERENCES "public"."sites"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_lead_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","lead_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rates_organization_id_project_id_index" ON "rates" USING btree ("organization_id","project_id");--> statement-breakpoint
CREATE INDEX "rates_organization_id_customer_id_index" ON "rates" USING btree ("organization_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rates_once" ON "rates" USING btree ("organization_id",coalesce("project_id", "organization_id"),coalesce("customer_id", "organization_id"),coalesce("member_id", "organization_id"),coalesce("hour_type", ''),"valid_from") WHERE "rates"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "project_phases_organization_id_project_id_position_index" ON "project_phases" USING btree ("organization_id","project_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_organization_id_number_index" ON "projects" USING btree ("organization_id","number");--> statement-breakpoint
CREATE INDEX "projects_organization_id_id_index" ON "projects" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "projects_organization_id_customer_id_id_index" ON "projects" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "projects_open" ON "projects" USING btree ("organization_id","id") WHERE "projects"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "projects_search" ON "projects" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_organization_id_phase_id_project_phases_organization_id_id_fk" FOREIGN KEY ("organization_id","phase_id") REFERENCES "public"."project_phases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_organization_id_approved_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","approved_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_organization_id_phase_id_project_phases_organization_id_id_fk" FOREIGN KEY ("organization_id","phase_id") REFERENCES "public"."project_phases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_organization_id_approved_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","approved_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_organization_id_rate_id_rates_organization_id_id_fk" FOREIGN KEY ("organization_id","rate_id") REFERENCES "public"."rates"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "expenses_organization_id_member_id_day_index" ON "expenses" USING btree ("organization_id","member_id","day");--> statement-breakpoint
CREATE INDEX "expenses_organization_id_project_id_day_index" ON "expenses" USING btree ("organization_id","project_id","day");--> statement-breakpoint
CREATE INDEX "time_entries_organization_id_member_id_day_index" ON "time_entries" USING btree ("organization_id","member_id","day");--> statement-breakpoint
CREATE INDEX "time_entries_organization_id_project_id_day_index" ON "time_entries" USING btree ("organization_id","project_id","day");--> statement-breakpoint
CREATE INDEX "time_entries_to_bill" ON "time_entries" USING btree ("organization_id","project_id","day") WHERE "time_entries"."project_id" is not null and "time_entries"."removed_at" is null and "time_entries"."invoice_state" in ('open', 'concept');--> statement-breakpoint
CREATE INDEX "time_entries_submitted" ON "time_entries" USING btree ("organization_id","member_id","day") WHERE "time_entries"."state" = 'submitted' and "time_entries"."removed_at" is null;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_one" CHECK (num_nonnulls("expenses"."order_id", "expenses"."project_id") <= 1);--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_window" CHECK (("time_entries"."start_at" is null) = ("time_entries"."end_at" is null));--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_one" CHECK (num_nonnulls("time_entries"."order_id", "time_entries"."project_id") <= 1);--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_visit" CHECK ("time_entries"."visit_id" is null or "time_entries"."start_at" is not null);