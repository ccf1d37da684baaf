CREATE TABLE "visit_counts" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"count" numeric(12, 3) NOT NULL,
	"weight_kg" numeric(12, 3),
	"remark" text DEFAULT '' NOT NULL,
	"removed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "visit_counts_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "vehicle_days" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"day" date NOT NULL,
	"vehicle_id" uuid,
	CONSTRAINT "vehicle_days_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "vehicles" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"plate" text DEFAULT '' NOT NULL,
	"capacity_kg" numeric(12, 3),
	"capacity_m_3" numeric(12, 3),
	"seats" integer,
	"member_id" uuid,
	"archived_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "vehicles_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "vehicles_capacity" CHECK ("vehicles"."capacity_kg" >= 0 and "vehicles"."capacity_m_3" >= 0 and "vehicles"."seats" > 0)
);
--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "purpose" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "load_kg" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "load_m_3" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "weight_kg" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "volume_m_3" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "visit_counts" ADD CONSTRAINT "visit_counts_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_counts" ADD CONSTRAINT "visit_counts_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_days" ADD CONSTRAINT "vehicle_days_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_days" ADD CONSTRAINT "vehicle_days_organization_id_vehicle_id_vehicles_organization_id_id_fk" FOREIGN KEY ("organization_id","vehicle_id") REFERENCES "public"."vehicles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_counts_organization_id_visit_id_index" ON "visit_counts" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_days_organization_id_member_id_day_index" ON "vehicle_days" USING btree ("organization_id","member_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_days_one_place" ON "vehicle_days" USING btree ("organization_id","vehicle_id","day");--> statement-breakpoint
CREATE INDEX "vehicle_days_organization_id_day_index" ON "vehicle_days" USING btree ("organization_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_of_member" ON "vehicles" USING btree ("organization_id","member_id") WHERE "vehicles"."archived_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_plate" ON "vehicles" USING btree ("organization_id","plate") WHERE "vehicles"."plate" <> '' and "vehicles"."archived_at" is null;