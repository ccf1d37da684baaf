CREATE TABLE "approval_lines" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"request_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"time_entry_id" uuid,
	"expense_id" uuid,
	"facts" jsonb NOT NULL,
	"answer" text,
	"remark" text DEFAULT '' NOT NULL,
	"answered_at" timestamptz,
	"answered_by_name" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approval_lines_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "approval_lines_one" CHECK (num_nonnulls("approval_lines"."time_entry_id", "approval_lines"."expense_id") <= 1)
);
--> statement-breakpoint
CREATE TABLE "approval_requests" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"customer_id" uuid NOT NULL,
	"project_id" uuid,
	"order_id" uuid,
	"member_id" uuid,
	"period_from" date NOT NULL,
	"period_to" date NOT NULL,
	"contact_id" uuid,
	"recipient" text NOT NULL,
	"recipient_name" text DEFAULT '' NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	"previous_id" uuid,
	"sent_at" timestamptz NOT NULL,
	"first_opened_at" timestamptz,
	"answered_at" timestamptz,
	"answered_by_name" text DEFAULT '' NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"withdrawn_at" timestamptz,
	"reminders" integer DEFAULT 0 NOT NULL,
	"last_reminded_at" timestamptz,
	"minutes" integer DEFAULT 0 NOT NULL,
	"net_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"pdf_file_id" uuid,
	"pdf_sha256" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "approval_requests_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "approval_requests_one" CHECK (num_nonnulls("approval_requests"."project_id", "approval_requests"."order_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "invoice_line_sources" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"invoice_line_id" uuid NOT NULL,
	"time_entry_id" uuid,
	"expense_id" uuid,
	CONSTRAINT "invoice_line_sources_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invoice_line_sources_one" CHECK (num_nonnulls("invoice_line_sources"."time_entry_id", "invoice_line_sources"."expense_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "project_id" uuid;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "phase_id" uuid;--> statement-breakpoint
ALTER TABLE "approval_lines" ADD CONSTRAINT "approval_lines_organization_id_request_id_approval_requests_organization_id_id_fk" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_requests"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_lines" ADD CONSTRAINT "approval_lines_organization_id_time_entry_id_time_entries_organization_id_id_fk" FOREIGN KEY ("organization_id","time_entry_id") REFERENCES "public"."time_entries"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_lines" ADD CONSTRAINT "approval_lines_organization_id_expense_id_expenses_organization_id_id_fk" FOREIGN KEY ("organization_id","expense_id") REFERENCES "public"."expenses"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_organization_id_previous_id_approval_requests_organization_id_id_fk" FOREIGN KEY ("organization_id","previous_id") REFERENCES "public"."approval_requests"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_organization_id_pdf_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","pdf_file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line_sources" ADD CONSTRAINT "invoice_line_sources_organization_id_invoice_line_id_invoice_lines_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_line_id") REFERENCES "public"."invoice_lines"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line_sources" ADD CONSTRAINT "invoice_line_sources_organization_id_time_entry_id_time_entries_organization_id_id_fk" FOREIGN KEY ("organization_id","time_entry_id") REFERENCES "public"."time_entries"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line_sources" ADD CONSTRAINT "invoice_line_sources_organization_id_expense_id_expenses_organization_id_id_fk" FOREIGN KEY ("organization_id","expense_id") REFERENCES "public"."expenses"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_lines_organization_id_request_id_position_index" ON "approval_lines" USING btree ("organization_id","request_id","position");--> statement-breakpoint
CREATE INDEX "approval_lines_organization_id_time_entry_id_index" ON "approval_lines" USING btree ("organization_id","time_entry_id") WHERE "approval_lines"."time_entry_id" is not null;--> statement-breakpoint
CREATE INDEX "approval_lines_organization_id_expense_id_index" ON "approval_lines" USING btree ("organization_id","expense_id") WHERE "approval_lines"."expense_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_requests_organization_id_number_index" ON "approval_requests" USING btree ("organization_id","number");--> statement-breakpoint
CREATE INDEX "approval_requests_organization_id_status_id_index" ON "approval_requests" USING btree ("organization_id","status","id");--> statement-breakpoint
CREATE INDEX "approval_requests_organization_id_customer_id_id_index" ON "approval_requests" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "approval_requests_organization_id_project_id_period_from_index" ON "approval_requests" USING btree ("organization_id","project_id","period_from");--> statement-breakpoint
CREATE INDEX "approval_requests_organization_id_order_id_index" ON "approval_requests" USING btree ("organization_id","order_id") WHERE "approval_requests"."order_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_line_sources_organization_id_invoice_line_id_time_entry_id_expense_id_index" ON "invoice_line_sources" USING btree ("organization_id","invoice_line_id","time_entry_id","expense_id");--> statement-breakpoint
CREATE INDEX "invoice_line_sources_organization_id_time_entry_id_index" ON "invoice_line_sources" USING btree ("organization_id","time_entry_id") WHERE "invoice_line_sources"."time_entry_id" is not null;--> statement-breakpoint
CREATE INDEX "invoice_line_sources_organization_id_expense_id_index" ON "invoice_line_sources" USING btree ("organization_id","expense_id") WHERE "invoice_line_sources"."expense_id" is not null;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_phase_id_project_phases_organization_id_id_fk" FOREIGN KEY ("organization_id","phase_id") REFERENCES "public"."project_phases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_lines_organization_id_project_id_index" ON "invoice_lines" USING btree ("organization_id","project_id") WHERE "invoice_lines"."project_id" is not null;