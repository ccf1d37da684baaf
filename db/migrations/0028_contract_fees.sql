CREATE TABLE "contract_fees" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"contract_id" uuid NOT NULL,
	"description" text NOT NULL,
	"amount" numeric(14, 2) NOT NULL,
	"vat_rate" numeric(5, 2) NOT NULL,
	"period" text NOT NULL,
	"timing" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"next_due_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contract_fees_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "contract_fees_term" CHECK ("contract_fees"."ends_on" >= "contract_fees"."starts_on"),
	CONSTRAINT "contract_fees_amount" CHECK ("contract_fees"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "contract_instalments" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"contract_id" uuid NOT NULL,
	"fee_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"due_on" date NOT NULL,
	"description" text NOT NULL,
	"amount" numeric(14, 2) NOT NULL,
	"whole_amount" numeric(14, 2) NOT NULL,
	"vat_rate" numeric(5, 2) NOT NULL,
	"invoice_state" text DEFAULT 'open' NOT NULL,
	CONSTRAINT "contract_instalments_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "contract_instalments_term" CHECK ("contract_instalments"."ends_on" >= "contract_instalments"."starts_on"),
	CONSTRAINT "contract_instalments_amount" CHECK ("contract_instalments"."amount" >= 0)
);
--> statement-breakpoint
ALTER TABLE "invoice_run_items" DROP CONSTRAINT "invoice_run_items_one";--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "contract_id" uuid;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "instalment_id" uuid;--> statement-breakpoint
ALTER TABLE "invoice_run_items" ADD COLUMN "contract_id" uuid;--> statement-breakpoint
ALTER TABLE "contract_fees" ADD CONSTRAINT "contract_fees_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_instalments" ADD CONSTRAINT "contract_instalments_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_instalments" ADD CONSTRAINT "contract_instalments_organization_id_fee_id_contract_fees_organization_id_id_fk" FOREIGN KEY ("organization_id","fee_id") REFERENCES "public"."contract_fees"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contract_fees_organization_id_contract_id_id_index" ON "contract_fees" USING btree ("organization_id","contract_id","id");--> statement-breakpoint
CREATE INDEX "contract_fees_due" ON "contract_fees" USING btree ("organization_id","next_due_on") WHERE "contract_fees"."next_due_on" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "contract_instalments_once" ON "contract_instalments" USING btree ("organization_id","fee_id","starts_on");--> statement-breakpoint
CREATE INDEX "contract_instalments_organization_id_contract_id_starts_on_index" ON "contract_instalments" USING btree ("organization_id","contract_id","starts_on");--> statement-breakpoint
CREATE INDEX "contract_instalments_to_bill" ON "contract_instalments" USING btree ("organization_id","contract_id","due_on") WHERE "contract_instalments"."invoice_state" = 'open';--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_instalment_id_contract_instalments_organization_id_id_fk" FOREIGN KEY ("organization_id","instalment_id") REFERENCES "public"."contract_instalments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_run_items" ADD CONSTRAINT "invoice_run_items_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_lines_organization_id_contract_id_index" ON "invoice_lines" USING btree ("organization_id","contract_id") WHERE "invoice_lines"."contract_id" is not null;--> statement-breakpoint
CREATE INDEX "invoice_lines_organization_id_instalment_id_index" ON "invoice_lines" USING btree ("organization_id","instalment_id") WHERE "invoice_lines"."instalment_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_run_items_organization_id_run_id_contract_id_index" ON "invoice_run_items" USING btree ("organization_id","run_id","contract_id") WHERE "invoice_run_items"."contract_id" is not null;--> statement-breakpoint
ALTER TABLE "invoice_run_items" ADD CONSTRAINT "invoice_run_items_one" CHECK (num_nonnulls("invoice_run_items"."project_id", "invoice_run_items"."order_id", "invoice_run_items"."contract_id", "invoice_run_items"."invoice_id") = 1 and ("invoice_run_items"."group_key" is null) = ("invoice_run_items"."project_id" is null)
          and ("invoice_run_items"."up_to" is null) = ("invoice_run_items"."project_id" is null and "invoice_run_items"."contract_id" is null));