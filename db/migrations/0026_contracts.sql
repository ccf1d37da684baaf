CREATE TABLE "contract_sites" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"contract_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	CONSTRAINT "contract_sites_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "contracts" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"po_number" text DEFAULT '' NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"file_id" uuid,
	"silent_consent_days" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "contracts_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "contracts_term" CHECK ("contracts"."ends_on" >= "contracts"."starts_on"),
	CONSTRAINT "contracts_consent" CHECK ("contracts"."silent_consent_days" > 0)
);
--> statement-breakpoint
DROP INDEX "rates_once";--> statement-breakpoint
ALTER TABLE "rates" ADD COLUMN "contract_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "contract_id" uuid;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "contract_id" uuid;--> statement-breakpoint
ALTER TABLE "contract_sites" ADD CONSTRAINT "contract_sites_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_sites" ADD CONSTRAINT "contract_sites_organization_id_site_id_sites_organization_id_id_fk" FOREIGN KEY ("organization_id","site_id") REFERENCES "public"."sites"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_organization_id_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "contract_sites_organization_id_contract_id_site_id_index" ON "contract_sites" USING btree ("organization_id","contract_id","site_id");--> statement-breakpoint
CREATE INDEX "contract_sites_organization_id_site_id_index" ON "contract_sites" USING btree ("organization_id","site_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contracts_organization_id_number_index" ON "contracts" USING btree ("organization_id","number");--> statement-breakpoint
CREATE INDEX "contracts_organization_id_customer_id_id_index" ON "contracts" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "contracts_organization_id_file_id_index" ON "contracts" USING btree ("organization_id","file_id") WHERE "contracts"."file_id" is not null;--> statement-breakpoint
CREATE INDEX "contracts_search" ON "contracts" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "rates" ADD CONSTRAINT "rates_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_contract_id_contracts_organization_id_id_fk" FOREIGN KEY ("organization_id","contract_id") REFERENCES "public"."contracts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rates_organization_id_contract_id_index" ON "rates" USING btree ("organization_id","contract_id");--> statement-breakpoint
CREATE INDEX "orders_organization_id_contract_id_id_index" ON "orders" USING btree ("organization_id","contract_id","id") WHERE "orders"."contract_id" is not null;--> statement-breakpoint
CREATE INDEX "projects_organization_id_contract_id_id_index" ON "projects" USING btree ("organization_id","contract_id","id") WHERE "projects"."contract_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "rates_once" ON "rates" USING btree ("organization_id",coalesce("project_id", "organization_id"),coalesce("contract_id", "organization_id"),coalesce("customer_id", "organization_id"),coalesce("member_id", "organization_id"),coalesce("hour_type", ''),"valid_from") WHERE "rates"."removed_at" is null;