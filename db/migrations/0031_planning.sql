CREATE TABLE "bases" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid,
	"street" text DEFAULT '' NOT NULL,
	"house_number" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"country" text DEFAULT 'BE' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"located" text DEFAULT 'none' NOT NULL,
	"located_by" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "bases_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "bases_organizationId_memberId_unique" UNIQUE NULLS NOT DISTINCT("organization_id","member_id")
);
--> statement-breakpoint
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
CREATE TABLE "travel_times" (
	"organization_id" uuid NOT NULL,
	"source" text NOT NULL,
	"from_cell" bigint NOT NULL,
	"to_cell" bigint NOT NULL,
	"seconds" integer,
	"metres" integer,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "travel_times_organization_id_source_from_cell_to_cell_pk" PRIMARY KEY("organization_id","source","from_cell","to_cell")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "saved_views_organization_id_id_pk" PRIMARY KEY("organization_id","id")
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
ALTER TABLE "members" ADD COLUMN "day_starts_at" text DEFAULT 'depot' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "day_ends_at" text DEFAULT 'depot' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "team" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "region" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "day_start" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "day_end" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "break_start" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "break_end" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "located" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "located_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_types" ADD COLUMN "skills" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "order_types" ADD COLUMN "arrival" text DEFAULT 'company' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_types" ADD COLUMN "arrival_window_minutes" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "purpose" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "earliest_on" date;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "preferred_member_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "load_kg" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "load_m_3" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "weight_kg" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "volume_m_3" numeric(12, 3);--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_answer" text;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_answered_at" timestamptz;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_words" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "customer_parts" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "answer_seen_at" timestamptz;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "expected_start_at" timestamptz;--> statement-breakpoint
ALTER TABLE "bases" ADD CONSTRAINT "bases_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_counts" ADD CONSTRAINT "visit_counts_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_counts" ADD CONSTRAINT "visit_counts_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_days" ADD CONSTRAINT "vehicle_days_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle_days" ADD CONSTRAINT "vehicle_days_organization_id_vehicle_id_vehicles_organization_id_id_fk" FOREIGN KEY ("organization_id","vehicle_id") REFERENCES "public"."vehicles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_counts_organization_id_visit_id_index" ON "visit_counts" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "travel_times_organization_id_created_at_index" ON "travel_times" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_organization_id_member_id_page_name_index" ON "saved_views" USING btree ("organization_id","member_id","page","name");--> statement-breakpoint
CREATE INDEX "saved_views_organization_id_page_index" ON "saved_views" USING btree ("organization_id","page");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_days_organization_id_member_id_day_index" ON "vehicle_days" USING btree ("organization_id","member_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicle_days_one_place" ON "vehicle_days" USING btree ("organization_id","vehicle_id","day");--> statement-breakpoint
CREATE INDEX "vehicle_days_organization_id_day_index" ON "vehicle_days" USING btree ("organization_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_of_member" ON "vehicles" USING btree ("organization_id","member_id") WHERE "vehicles"."archived_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "vehicles_plate" ON "vehicles" USING btree ("organization_id","plate") WHERE "vehicles"."plate" <> '' and "vehicles"."archived_at" is null;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_preferred_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","preferred_member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sites_organization_id_located_by_country_index" ON "sites" USING btree ("organization_id","located_by","country");--> statement-breakpoint
CREATE INDEX "visits_unseen_answers" ON "visits" USING btree ("organization_id","customer_answered_at") WHERE "visits"."customer_answer" in ('asked', 'picked', 'cancelled') and "visits"."answer_seen_at" is null;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_answer" CHECK (("visits"."customer_answer" is null) = ("visits"."customer_answered_at" is null));