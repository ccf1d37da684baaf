CREATE TABLE "invoice_run_items" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"run_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"project_id" uuid,
	"group_key" text,
	"up_to" date,
	"order_id" uuid,
	"invoice_id" uuid,
	"code" text DEFAULT '' NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "invoice_run_items_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invoice_run_items_one" CHECK (num_nonnulls("invoice_run_items"."project_id", "invoice_run_items"."order_id", "invoice_run_items"."invoice_id") = 1 and ("invoice_run_items"."group_key" is null) = ("invoice_run_items"."project_id" is null)
          and ("invoice_run_items"."up_to" is null) = ("invoice_run_items"."project_id" is null))
);
--> statement-breakpoint
CREATE TABLE "invoice_runs" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"up_to" date NOT NULL,
	"started_by_id" uuid NOT NULL,
	"finalizing_at" timestamptz,
	"paused_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "invoice_runs_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "work_grouping" text DEFAULT 'phase' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "work_detail" text DEFAULT 'price' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "with_timesheet" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "invoice_intro" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "invoice_closing" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_states" ADD COLUMN "timesheet_file_id" uuid;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "closing" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "with_timesheet" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_run_items" ADD CONSTRAINT "invoice_run_items_organization_id_run_id_invoice_runs_organization_id_id_fk" FOREIGN KEY ("organization_id","run_id") REFERENCES "public"."invoice_runs"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_run_items" ADD CONSTRAINT "invoice_run_items_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_run_items" ADD CONSTRAINT "invoice_run_items_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_run_items" ADD CONSTRAINT "invoice_run_items_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_runs" ADD CONSTRAINT "invoice_runs_organization_id_started_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","started_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_run_items_organization_id_run_id_position_index" ON "invoice_run_items" USING btree ("organization_id","run_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_run_items_organization_id_run_id_group_key_index" ON "invoice_run_items" USING btree ("organization_id","run_id","group_key") WHERE "invoice_run_items"."group_key" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_run_items_organization_id_run_id_order_id_index" ON "invoice_run_items" USING btree ("organization_id","run_id","order_id") WHERE "invoice_run_items"."order_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_run_items_organization_id_run_id_invoice_id_index" ON "invoice_run_items" USING btree ("organization_id","run_id","invoice_id") WHERE "invoice_run_items"."invoice_id" is not null;--> statement-breakpoint
CREATE INDEX "invoice_run_items_waiting" ON "invoice_run_items" USING btree ("organization_id","run_id","position") WHERE "invoice_run_items"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "invoice_runs_organization_id_id_index" ON "invoice_runs" USING btree ("organization_id","id");--> statement-breakpoint
ALTER TABLE "invoice_states" ADD CONSTRAINT "invoice_states_organization_id_timesheet_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","timesheet_file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;