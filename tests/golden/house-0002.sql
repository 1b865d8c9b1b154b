BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE counter (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	code TEXT NOT NULL, 
	is_system BOOLEAN NOT NULL, 
	program TEXT, 
	orders INTEGER NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (id), 
	CONSTRAINT uq_counter_code UNIQUE (code), 
	CONSTRAINT uq_counter_name UNIQUE (name)
);
INSERT INTO "counter" VALUES(1,'Counter 1','K1',0,NULL,3);
INSERT INTO "counter" VALUES(2,'Counter 2','K2',0,NULL,2);
INSERT INTO "counter" VALUES(3,'Counter 7','K3',0,NULL,1);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT uq_event_name UNIQUE (name)
);
INSERT INTO "event" VALUES(1,'Taylor Swift');
CREATE TABLE fee (
	price_list_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	per TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT pk_fee PRIMARY KEY (price_list_id, name), 
	CONSTRAINT fk_fee_price_list_id FOREIGN KEY(price_list_id) REFERENCES price_list (id)
);
INSERT INTO "fee" VALUES(1,'Booking fee','order',100);
CREATE TABLE hall (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_hall PRIMARY KEY (id), 
	CONSTRAINT uq_hall_name UNIQUE (name)
);
INSERT INTO "hall" VALUES(1,'Studio');
CREATE TABLE house (
	id INTEGER NOT NULL, 
	database_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	time_zone TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	day_start INTEGER NOT NULL, 
	hold_ms INTEGER NOT NULL, 
	paying_ms INTEGER NOT NULL, 
	cap_ms INTEGER NOT NULL, 
	is_demo BOOLEAN NOT NULL, 
	oldest_program TEXT NOT NULL, 
	mark BIGINT NOT NULL, 
	CONSTRAINT pk_house PRIMARY KEY (id), 
	CONSTRAINT ck_house_one_row CHECK (id = 1)
);
INSERT INTO "house" VALUES(1,'21d7c4355c4e40c18a25b6bd0fd03825','Box office','Etc/UTC','EUR',300,300000,900000,1800000,0,'0.1.0',33);
CREATE TABLE journal (
	counter_id INTEGER NOT NULL, 
	sequence BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	business_date TEXT NOT NULL, 
	person TEXT, 
	act TEXT NOT NULL, 
	order_id TEXT, 
	details TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (counter_id, sequence), 
	CONSTRAINT fk_journal_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "journal" VALUES(1,1,1795632786628,'2026-11-25',NULL,'plan imported',NULL,'{"hall": "Studio", "seats": 30, "version": 1}','2e1e08e2d11758b72ba332161f627937c683942e78d72a45ec031f052cf5002a');
INSERT INTO "journal" VALUES(1,2,1795632786629,'2026-11-25',NULL,'performance set up',NULL,'{"event": "Taylor Swift", "hall": "Studio", "performance": 1, "starts_at": 1795719186629}','135ef7c179a8d8c52999fcff04fc40952c1572cf0558b15a62818765706268a6');
INSERT INTO "journal" VALUES(1,3,1795632786634,'2026-11-25',NULL,'sale','36c4e4a10ce44c5fb358483242ef03df','{"method": "cash", "payment": "a45a138a3de743e992e030ef7aa9dc0f", "seats": ["Stalls A1", "Stalls A2"], "tendered": 1000000, "total": 9000}','cc20803e8acc3d8147df94177ba86cdf5b5eed5524fc12cd60bdc4201aab1076');
INSERT INTO "journal" VALUES(1,4,1795632786637,'2026-11-25',NULL,'card started','f419dfbf7e514e72b3da6dfae624ef5c','{"amount": 3000, "payment": "card 1"}','3c16fcafa8d3b287c3b677c571f59b9d0dd169389e85136cc0281f1c6c038c1a');
INSERT INTO "journal" VALUES(1,5,1795632786638,'2026-11-25',NULL,'card approved','f419dfbf7e514e72b3da6dfae624ef5c','{"payment": "card 1"}','b8fc0048875ba86286dd6a75ddcf09d16650bb18e292a25fd636ce73330794fc');
INSERT INTO "journal" VALUES(1,6,1795632786639,'2026-11-25',NULL,'sale','f419dfbf7e514e72b3da6dfae624ef5c','{"method": "cash", "payment": "card 1", "seats": ["Stalls C1"], "tendered": 1000000, "total": 3000}','1844cec9c50ed109b203c0b82b7915603a531762f44f28833c5f55a332198b6e');
INSERT INTO "journal" VALUES(1,7,1795632786642,'2026-11-25',NULL,'card started','47b7c56e9a0042e28b45ef8403201f8c','{"amount": 3000, "payment": "card 2"}','baecb3c1c86711dc8e076071681324dacc4d312f7862552612086f20923a6004');
INSERT INTO "journal" VALUES(1,8,1795632786643,'2026-11-25',NULL,'card declined','47b7c56e9a0042e28b45ef8403201f8c','{"payment": "card 2"}','21faabc02c70cf7cdd420e31d116ca1a476a6a6e0a70e8a8e3e10f13ca31caee');
INSERT INTO "journal" VALUES(2,1,1795632786649,'2026-11-25',NULL,'card started','2fc57fbc9e2d45278b9a4ac383a8b40a','{"amount": 4500, "payment": "card 3"}','9255e2115c3c718080468c5132255752aa07aa02191a9c608ffe09e5a81832bb');
INSERT INTO "journal" VALUES(2,2,1795632786650,'2026-11-25',NULL,'card approved','2fc57fbc9e2d45278b9a4ac383a8b40a','{"payment": "card 3"}','ecde3d6e9404ab6d0c21196b8709085990a96f0e15b4af065eb9adbeeb07a73b');
INSERT INTO "journal" VALUES(2,3,1795632786651,'2026-11-25',NULL,'payment reversed','2fc57fbc9e2d45278b9a4ac383a8b40a','{"amount": 4500, "payment": "card 3", "reason": "customer changed his mind"}','22f623b8bdc4a1a1f8e6671a7376a4f3e88d99ee40cf4a7dec1a38655622bb00');
INSERT INTO "journal" VALUES(1,9,1795632786652,'2026-11-25',NULL,'kept back',NULL,'{"code": "S", "performance": 1, "reason": "sound desk", "seats": 1}','882387373d04b71ebb441bf7dd71b793d472e0d194bc1f180c616e9348ec56e9');
INSERT INTO "journal" VALUES(3,1,1795647269298,'2026-11-25',NULL,'price type set',NULL,'{"comp": false, "least": 1, "most": null, "name": "Full price", "needs": null, "needs_reason": false, "one_each": false, "place": 0}','5408f2c1f9d390217477ebe5b463ba5631caa06e5ddd1d23ad301ff076184052');
INSERT INTO "journal" VALUES(3,2,1795647269298,'2026-11-25',NULL,'price type set',NULL,'{"comp": false, "least": 1, "most": null, "name": "Child", "needs": "Full price", "needs_reason": false, "one_each": false, "place": 1}','19876136ad2bb011101ae33cfd8e34dbb1526b2c330a14c53fff7f03615b66ab');
INSERT INTO "journal" VALUES(3,3,1795647269298,'2026-11-25',NULL,'price type set',NULL,'{"comp": true, "least": 1, "most": null, "name": "Comp", "needs": null, "needs_reason": true, "one_each": false, "place": 2}','58175c8ba5fd3d5034548f72642929fb2283fc1746ca53c47356e89f7fd27787');
INSERT INTO "journal" VALUES(3,4,1795647269298,'2026-11-25',NULL,'prices set',NULL,'{"prices": [{"amount": 1500, "list": 1, "price_type": "Child", "zone": "Rear"}, {"amount": 1500, "list": 1, "price_type": "Child", "zone": "Front"}, {"amount": 4500, "list": 1, "price_type": "Comp", "zone": "Rear"}, {"amount": 4500, "list": 1, "price_type": "Comp", "zone": "Front"}]}','c993881d95f148fbaa13954c90fddd389f069313cc3e3041ff7e715eb60b69b3');
INSERT INTO "journal" VALUES(3,5,1795647269298,'2026-11-25',NULL,'price overridden',NULL,'{"amount": 1400, "performance": 1, "price_type": "Child", "zone": "Front"}','b09d6608fe1366d2a328f0a92a803e1503a70e4a3c565994176e09c6dd869153');
INSERT INTO "journal" VALUES(3,6,1795647269298,'2026-11-25',NULL,'price type offered',NULL,'{"list": 1, "minutes_before": null, "price_type": "Child", "since": 0, "until": null, "weekdays": null}','f79d8223d20d097b3c6ea9ba2ff72d6940dd1691493a120f6eebeeaf485d0ee9');
INSERT INTO "journal" VALUES(3,7,1795647269298,'2026-11-25',NULL,'tax set',NULL,'{"included": true, "list": 1, "name": "VAT", "place": 0, "rate": 7000, "rounding": "half up", "since": 0}','2799d3d39fb116cc203ed759ef3360bdf0ea2c475af56898f737f9f64b3c8c22');
INSERT INTO "journal" VALUES(3,8,1795647269298,'2026-11-25',NULL,'fee set',NULL,'{"amount": 100, "list": 1, "name": "Booking fee", "per": "order"}','205d0efd5ef93380d76cbf13c2070684e15b8f827c527acb911e73dcc63c1a81');
INSERT INTO "journal" VALUES(3,9,1795647269298,'2026-11-25',NULL,'promotion set',NULL,'{"adds": false, "code": null, "lowering": "percent", "minutes_before": null, "most_uses": 5, "name": "Friends", "price_types": null, "promotion": 1, "since": null, "until": null, "value": 10000, "weekdays": null, "zones": null}','7914a7f01b434594eb38923cbf4b266e5907eed7c50ac6137b20ad0623c42344');
INSERT INTO "journal" VALUES(3,10,1795647269323,'2026-11-25',NULL,'sale','519783396ec4445197d13de40b793cab','{"method": "cash", "payment": "8fa4996a597a420c8c8c3be064a58b06", "seats": ["Stalls C6", "Stalls C8"], "tendered": 1000000, "total": 4150}','da1ed8271af7350971754587da0d160846becaa53e14784dfc7a5b643d806fd0');
CREATE TABLE journal_head (
	counter_id INTEGER NOT NULL, 
	sequence BIGINT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_journal_head PRIMARY KEY (counter_id), 
	CONSTRAINT fk_journal_head_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "journal_head" VALUES(1,9,'882387373d04b71ebb441bf7dd71b793d472e0d194bc1f180c616e9348ec56e9');
INSERT INTO "journal_head" VALUES(2,3,'22f623b8bdc4a1a1f8e6671a7376a4f3e88d99ee40cf4a7dec1a38655622bb00');
INSERT INTO "journal_head" VALUES(3,10,'da1ed8271af7350971754587da0d160846becaa53e14784dfc7a5b643d806fd0');
CREATE TABLE occupant (
	performance_id INTEGER NOT NULL, 
	seat_id INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	order_id TEXT, 
	counter_id INTEGER, 
	taken_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	mark BIGINT NOT NULL, 
	CONSTRAINT pk_occupant PRIMARY KEY (performance_id, seat_id), 
	CONSTRAINT fk_occupant_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_occupant_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_occupant_performance_id FOREIGN KEY(performance_id) REFERENCES performance (id), 
	CONSTRAINT fk_occupant_seat_id FOREIGN KEY(seat_id) REFERENCES seat (id)
)
 WITHOUT ROWID

;
INSERT INTO "occupant" VALUES(1,1,'sold','36c4e4a10ce44c5fb358483242ef03df',1,1795632786631,NULL,8);
INSERT INTO "occupant" VALUES(1,2,'sold','36c4e4a10ce44c5fb358483242ef03df',1,1795632786631,NULL,8);
INSERT INTO "occupant" VALUES(1,11,'paying','2fc57fbc9e2d45278b9a4ac383a8b40a',2,1795632786646,1795633686651,24);
INSERT INTO "occupant" VALUES(1,12,'free','2fc57fbc9e2d45278b9a4ac383a8b40a',2,1795632786646,1795633086646,20);
INSERT INTO "occupant" VALUES(1,21,'sold','f419dfbf7e514e72b3da6dfae624ef5c',1,1795632786636,NULL,13);
INSERT INTO "occupant" VALUES(1,22,'held','47b7c56e9a0042e28b45ef8403201f8c',1,1795632786641,1795633086644,18);
INSERT INTO "occupant" VALUES(1,25,'held','9ffdb1798786496b8ad23a90249f8f1b',2,1795632786652,1795633086652,26);
INSERT INTO "occupant" VALUES(1,26,'sold','519783396ec4445197d13de40b793cab',3,1795647269305,NULL,33);
INSERT INTO "occupant" VALUES(1,28,'sold','519783396ec4445197d13de40b793cab',3,1795647269305,NULL,33);
CREATE TABLE order_line (
	id INTEGER NOT NULL, 
	order_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	performance_id INTEGER, 
	seat_id INTEGER, 
	zone TEXT NOT NULL, 
	price_type TEXT NOT NULL, 
	face_price BIGINT NOT NULL, 
	discount BIGINT NOT NULL, 
	reverses_line INTEGER, name TEXT DEFAULT '' NOT NULL, reason TEXT DEFAULT '' NOT NULL, promotions TEXT DEFAULT '' NOT NULL, due BIGINT DEFAULT 0 NOT NULL, of_line INTEGER REFERENCES order_line (id), 
	CONSTRAINT pk_order_line PRIMARY KEY (id), 
	CONSTRAINT fk_order_line_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_line_performance_id FOREIGN KEY(performance_id) REFERENCES performance (id), 
	CONSTRAINT fk_order_line_reverses_line FOREIGN KEY(reverses_line) REFERENCES order_line (id), 
	CONSTRAINT fk_order_line_seat_id FOREIGN KEY(seat_id) REFERENCES seat (id)
);
INSERT INTO "order_line" VALUES(1,'36c4e4a10ce44c5fb358483242ef03df','seat',1,1,'Front','Full price',4500,0,NULL,'','','',4500,NULL);
INSERT INTO "order_line" VALUES(2,'36c4e4a10ce44c5fb358483242ef03df','seat',1,2,'Front','Full price',4500,0,NULL,'','','',4500,NULL);
INSERT INTO "order_line" VALUES(3,'f419dfbf7e514e72b3da6dfae624ef5c','seat',1,21,'Rear','Full price',3000,0,NULL,'','','',3000,NULL);
INSERT INTO "order_line" VALUES(4,'47b7c56e9a0042e28b45ef8403201f8c','seat',1,22,'Rear','Full price',3000,0,NULL,'','','',3000,NULL);
INSERT INTO "order_line" VALUES(5,'2fc57fbc9e2d45278b9a4ac383a8b40a','seat',1,11,'Front','Full price',4500,0,NULL,'','','',4500,NULL);
INSERT INTO "order_line" VALUES(6,'9ffdb1798786496b8ad23a90249f8f1b','seat',1,25,'Rear','Full price',3000,0,NULL,'','','',3000,NULL);
INSERT INTO "order_line" VALUES(7,'519783396ec4445197d13de40b793cab','seat',1,26,'Rear','Child',1500,150,NULL,'','','Friends',1350,NULL);
INSERT INTO "order_line" VALUES(8,'519783396ec4445197d13de40b793cab','seat',1,28,'Rear','Full price',3000,300,NULL,'','','Friends',2700,NULL);
INSERT INTO "order_line" VALUES(9,'519783396ec4445197d13de40b793cab','fee',1,NULL,'','',100,0,NULL,'Booking fee','','',100,NULL);
CREATE TABLE order_line_tax (
	order_line_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	rate INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT pk_order_line_tax PRIMARY KEY (order_line_id, name), 
	CONSTRAINT fk_order_line_tax_order_line_id FOREIGN KEY(order_line_id) REFERENCES order_line (id)
);
INSERT INTO "order_line_tax" VALUES(7,'VAT',7000,88);
INSERT INTO "order_line_tax" VALUES(8,'VAT',7000,177);
INSERT INTO "order_line_tax" VALUES(9,'VAT',7000,7);
CREATE TABLE order_promotion (
	order_id TEXT NOT NULL, 
	promotion_id INTEGER NOT NULL, 
	CONSTRAINT pk_order_promotion PRIMARY KEY (order_id, promotion_id), 
	CONSTRAINT fk_order_promotion_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_promotion_promotion_id FOREIGN KEY(promotion_id) REFERENCES promotion (id)
);
INSERT INTO "order_promotion" VALUES('519783396ec4445197d13de40b793cab',1);
CREATE TABLE orders (
	id TEXT NOT NULL, 
	number TEXT NOT NULL, 
	counter_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	customer TEXT, 
	begun_at BIGINT NOT NULL, 
	business_date TEXT NOT NULL, 
	sold_at BIGINT, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT fk_orders_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT uq_orders_number UNIQUE (number)
);
INSERT INTO "orders" VALUES('36c4e4a10ce44c5fb358483242ef03df','K1-0001',1,'sold',NULL,1795632786631,'2026-11-25',1795632786634);
INSERT INTO "orders" VALUES('f419dfbf7e514e72b3da6dfae624ef5c','K1-0002',1,'sold',NULL,1795632786636,'2026-11-25',1795632786639);
INSERT INTO "orders" VALUES('47b7c56e9a0042e28b45ef8403201f8c','K1-0003',1,'open',NULL,1795632786641,'2026-11-25',NULL);
INSERT INTO "orders" VALUES('2fc57fbc9e2d45278b9a4ac383a8b40a','K2-0001',2,'paying',NULL,1795632786646,'2026-11-25',NULL);
INSERT INTO "orders" VALUES('9ffdb1798786496b8ad23a90249f8f1b','K2-0002',2,'open',NULL,1795632786652,'2026-11-25',NULL);
INSERT INTO "orders" VALUES('519783396ec4445197d13de40b793cab','K3-0001',3,'sold',NULL,1795647269305,'2026-11-25',1795647269323);
CREATE TABLE payment (
	id TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	method TEXT NOT NULL, 
	state TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	tendered BIGINT NOT NULL, 
	rounding BIGINT NOT NULL, 
	reverses_payment TEXT, 
	counter_id INTEGER NOT NULL, 
	till TEXT, 
	shift TEXT, 
	person TEXT, 
	at BIGINT NOT NULL, 
	business_date TEXT NOT NULL, 
	CONSTRAINT pk_payment PRIMARY KEY (id), 
	CONSTRAINT fk_payment_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_payment_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_payment_reverses_payment FOREIGN KEY(reverses_payment) REFERENCES payment (id)
);
INSERT INTO "payment" VALUES('a45a138a3de743e992e030ef7aa9dc0f','36c4e4a10ce44c5fb358483242ef03df','cash','approved',9000,1000000,0,NULL,1,NULL,NULL,NULL,1795632786634,'2026-11-25');
INSERT INTO "payment" VALUES('card 1','f419dfbf7e514e72b3da6dfae624ef5c','card','approved',3000,3000,0,NULL,1,NULL,NULL,NULL,1795632786637,'2026-11-25');
INSERT INTO "payment" VALUES('card 2','47b7c56e9a0042e28b45ef8403201f8c','card','declined',3000,3000,0,NULL,1,NULL,NULL,NULL,1795632786642,'2026-11-25');
INSERT INTO "payment" VALUES('card 3','2fc57fbc9e2d45278b9a4ac383a8b40a','card','reversed',4500,4500,0,NULL,2,NULL,NULL,NULL,1795632786649,'2026-11-25');
INSERT INTO "payment" VALUES('card 3 reversed','2fc57fbc9e2d45278b9a4ac383a8b40a','card','reversed',-4500,-4500,0,'card 3',2,NULL,NULL,NULL,1795632786651,'2026-11-25');
INSERT INTO "payment" VALUES('8fa4996a597a420c8c8c3be064a58b06','519783396ec4445197d13de40b793cab','cash','approved',4150,1000000,0,NULL,3,NULL,NULL,NULL,1795647269323,'2026-11-25');
CREATE TABLE performance (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	hall_id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	price_list_id INTEGER NOT NULL, 
	starts_at BIGINT NOT NULL, 
	CONSTRAINT pk_performance PRIMARY KEY (id), 
	CONSTRAINT fk_performance_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT fk_performance_hall_id FOREIGN KEY(hall_id) REFERENCES hall (id), 
	CONSTRAINT fk_performance_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_performance_price_list_id FOREIGN KEY(price_list_id) REFERENCES price_list (id)
);
INSERT INTO "performance" VALUES(1,1,1,1,1,1795719186629);
CREATE TABLE performance_price (
	performance_id INTEGER NOT NULL, 
	zone TEXT NOT NULL, 
	price_type TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT pk_performance_price PRIMARY KEY (performance_id, zone, price_type), 
	CONSTRAINT fk_performance_price_performance_id FOREIGN KEY(performance_id) REFERENCES performance (id)
);
INSERT INTO "performance_price" VALUES(1,'Front','Child',1400);
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	hall_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	imported_at BIGINT NOT NULL, 
	seats INTEGER NOT NULL, 
	areas TEXT NOT NULL, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT fk_plan_hall_id FOREIGN KEY(hall_id) REFERENCES hall (id)
);
INSERT INTO "plan" VALUES(1,1,1,'Studio',1795632786628,30,'[]');
CREATE TABLE plan_seat (
	plan_id INTEGER NOT NULL, 
	seat_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	row_no INTEGER NOT NULL, 
	run_no INTEGER NOT NULL, 
	x FLOAT NOT NULL, 
	y FLOAT NOT NULL, 
	radius FLOAT NOT NULL, 
	zone INTEGER NOT NULL, 
	accessible BOOLEAN NOT NULL, 
	CONSTRAINT pk_plan_seat PRIMARY KEY (plan_id, seat_id), 
	CONSTRAINT fk_plan_seat_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_plan_seat_seat_id FOREIGN KEY(seat_id) REFERENCES seat (id)
)
 WITHOUT ROWID

;
INSERT INTO "plan_seat" VALUES(1,1,0,0,0,25.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,2,1,0,0,50.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,3,2,0,0,75.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,4,3,0,0,100.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,5,4,0,0,125.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,6,5,0,0,150.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,7,6,0,0,175.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,8,7,0,0,200.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,9,8,0,0,225.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,10,9,0,0,250.0,0.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,11,10,1,0,25.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,12,11,1,0,50.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,13,12,1,0,75.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,14,13,1,0,100.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,15,14,1,0,125.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,16,15,1,0,150.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,17,16,1,0,175.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,18,17,1,0,200.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,19,18,1,0,225.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,20,19,1,0,250.0,30.0,10.0,0,0);
INSERT INTO "plan_seat" VALUES(1,21,20,2,0,25.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,22,21,2,0,50.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,23,22,2,0,75.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,24,23,2,0,100.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,25,24,2,0,125.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,26,25,2,0,150.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,27,26,2,0,175.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,28,27,2,0,200.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,29,28,2,0,225.0,60.0,10.0,1,0);
INSERT INTO "plan_seat" VALUES(1,30,29,2,0,250.0,60.0,10.0,1,0);
CREATE TABLE plan_zone (
	plan_id INTEGER NOT NULL, 
	zone INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	color TEXT NOT NULL, 
	CONSTRAINT pk_plan_zone PRIMARY KEY (plan_id, zone), 
	CONSTRAINT fk_plan_zone_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id)
);
INSERT INTO "plan_zone" VALUES(1,0,'Front','#7f4a91');
INSERT INTO "plan_zone" VALUES(1,1,'Rear','#5f9cd4');
CREATE TABLE price (
	price_list_id INTEGER NOT NULL, 
	zone TEXT NOT NULL, 
	price_type TEXT NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT pk_price PRIMARY KEY (price_list_id, zone, price_type), 
	CONSTRAINT fk_price_price_list_id FOREIGN KEY(price_list_id) REFERENCES price_list (id)
);
INSERT INTO "price" VALUES(1,'Front','Full price',4500);
INSERT INTO "price" VALUES(1,'Rear','Full price',3000);
INSERT INTO "price" VALUES(1,'Rear','Child',1500);
INSERT INTO "price" VALUES(1,'Front','Child',1500);
INSERT INTO "price" VALUES(1,'Rear','Comp',4500);
INSERT INTO "price" VALUES(1,'Front','Comp',4500);
CREATE TABLE price_list (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, taxes_included BOOLEAN DEFAULT true NOT NULL, 
	CONSTRAINT pk_price_list PRIMARY KEY (id)
);
INSERT INTO "price_list" VALUES(1,'Taylor Swift',1);
CREATE TABLE price_offer (
	price_list_id INTEGER NOT NULL, 
	price_type TEXT NOT NULL, 
	since BIGINT, 
	until BIGINT, 
	weekdays TEXT, 
	minutes_before INTEGER, 
	CONSTRAINT pk_price_offer PRIMARY KEY (price_list_id, price_type), 
	CONSTRAINT fk_price_offer_price_list_id FOREIGN KEY(price_list_id) REFERENCES price_list (id), 
	CONSTRAINT fk_price_offer_price_type FOREIGN KEY(price_type) REFERENCES price_type (name)
);
INSERT INTO "price_offer" VALUES(1,'Child',0,NULL,NULL,NULL);
CREATE TABLE price_type (
	name TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	least INTEGER NOT NULL, 
	most INTEGER, 
	needs TEXT, 
	one_each BOOLEAN NOT NULL, 
	comp BOOLEAN NOT NULL, 
	needs_reason BOOLEAN NOT NULL, 
	CONSTRAINT pk_price_type PRIMARY KEY (name), 
	CONSTRAINT fk_price_type_needs FOREIGN KEY(needs) REFERENCES price_type (name)
);
INSERT INTO "price_type" VALUES('Full price',0,1,NULL,NULL,0,0,0);
INSERT INTO "price_type" VALUES('Child',1,1,NULL,'Full price',0,0,0);
INSERT INTO "price_type" VALUES('Comp',2,1,NULL,NULL,0,1,1);
CREATE TABLE promotion (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	code TEXT, 
	lowering TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	adds BOOLEAN NOT NULL, 
	zones TEXT, 
	price_types TEXT, 
	since BIGINT, 
	until BIGINT, 
	weekdays TEXT, 
	minutes_before INTEGER, 
	most_uses INTEGER, 
	uses INTEGER NOT NULL, 
	CONSTRAINT pk_promotion PRIMARY KEY (id), 
	CONSTRAINT uq_promotion_code UNIQUE (code), 
	CONSTRAINT uq_promotion_name UNIQUE (name)
);
INSERT INTO "promotion" VALUES(1,'Friends',NULL,'percent',10000,0,NULL,NULL,NULL,NULL,NULL,NULL,5,1);
CREATE TABLE seat (
	id INTEGER NOT NULL, 
	hall_id INTEGER NOT NULL, 
	guid TEXT NOT NULL, 
	section TEXT NOT NULL, 
	"row" TEXT NOT NULL, 
	number TEXT NOT NULL, 
	CONSTRAINT pk_seat PRIMARY KEY (id), 
	CONSTRAINT fk_seat_hall_id FOREIGN KEY(hall_id) REFERENCES hall (id)
);
INSERT INTO "seat" VALUES(1,1,'A-1','Stalls','A','1');
INSERT INTO "seat" VALUES(2,1,'A-2','Stalls','A','2');
INSERT INTO "seat" VALUES(3,1,'A-3','Stalls','A','3');
INSERT INTO "seat" VALUES(4,1,'A-4','Stalls','A','4');
INSERT INTO "seat" VALUES(5,1,'A-5','Stalls','A','5');
INSERT INTO "seat" VALUES(6,1,'A-6','Stalls','A','6');
INSERT INTO "seat" VALUES(7,1,'A-7','Stalls','A','7');
INSERT INTO "seat" VALUES(8,1,'A-8','Stalls','A','8');
INSERT INTO "seat" VALUES(9,1,'A-9','Stalls','A','9');
INSERT INTO "seat" VALUES(10,1,'A-10','Stalls','A','10');
INSERT INTO "seat" VALUES(11,1,'B-1','Stalls','B','1');
INSERT INTO "seat" VALUES(12,1,'B-2','Stalls','B','2');
INSERT INTO "seat" VALUES(13,1,'B-3','Stalls','B','3');
INSERT INTO "seat" VALUES(14,1,'B-4','Stalls','B','4');
INSERT INTO "seat" VALUES(15,1,'B-5','Stalls','B','5');
INSERT INTO "seat" VALUES(16,1,'B-6','Stalls','B','6');
INSERT INTO "seat" VALUES(17,1,'B-7','Stalls','B','7');
INSERT INTO "seat" VALUES(18,1,'B-8','Stalls','B','8');
INSERT INTO "seat" VALUES(19,1,'B-9','Stalls','B','9');
INSERT INTO "seat" VALUES(20,1,'B-10','Stalls','B','10');
INSERT INTO "seat" VALUES(21,1,'C-1','Stalls','C','1');
INSERT INTO "seat" VALUES(22,1,'C-2','Stalls','C','2');
INSERT INTO "seat" VALUES(23,1,'C-3','Stalls','C','3');
INSERT INTO "seat" VALUES(24,1,'C-4','Stalls','C','4');
INSERT INTO "seat" VALUES(25,1,'C-5','Stalls','C','5');
INSERT INTO "seat" VALUES(26,1,'C-6','Stalls','C','6');
INSERT INTO "seat" VALUES(27,1,'C-7','Stalls','C','7');
INSERT INTO "seat" VALUES(28,1,'C-8','Stalls','C','8');
INSERT INTO "seat" VALUES(29,1,'C-9','Stalls','C','9');
INSERT INTO "seat" VALUES(30,1,'C-10','Stalls','C','10');
CREATE TABLE seat_allocation (
	id INTEGER NOT NULL, 
	performance_id INTEGER NOT NULL, 
	seat_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	released_at BIGINT, 
	mark BIGINT NOT NULL, 
	CONSTRAINT pk_seat_allocation PRIMARY KEY (id), 
	CONSTRAINT fk_seat_allocation_performance_id FOREIGN KEY(performance_id) REFERENCES performance (id), 
	CONSTRAINT fk_seat_allocation_seat_id FOREIGN KEY(seat_id) REFERENCES seat (id)
);
INSERT INTO "seat_allocation" VALUES(1,1,29,'S','sound desk',NULL,25);
CREATE TABLE seat_history (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	act TEXT NOT NULL, 
	via TEXT NOT NULL, 
	counter_id INTEGER NOT NULL, 
	seats TEXT NOT NULL, 
	CONSTRAINT pk_seat_history PRIMARY KEY (id), 
	CONSTRAINT fk_seat_history_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "seat_history" VALUES(1,1795632786631,'take','clerk',1,'[[1, 1, "36c4e4a10ce44c5fb358483242ef03df", 1, 1795633086631], [1, 2, "36c4e4a10ce44c5fb358483242ef03df", 1, 1795633086631]]');
INSERT INTO "seat_history" VALUES(2,1795632786633,'open payment','clerk',1,'[[1, 1, "36c4e4a10ce44c5fb358483242ef03df", 1, 1795633686633], [1, 2, "36c4e4a10ce44c5fb358483242ef03df", 1, 1795633686633]]');
INSERT INTO "seat_history" VALUES(3,1795632786634,'sell','clerk',1,'[[1, 1, "36c4e4a10ce44c5fb358483242ef03df", 1, null], [1, 2, "36c4e4a10ce44c5fb358483242ef03df", 1, null]]');
INSERT INTO "seat_history" VALUES(4,1795632786636,'take','clerk',1,'[[1, 21, "f419dfbf7e514e72b3da6dfae624ef5c", 1, 1795633086636]]');
INSERT INTO "seat_history" VALUES(5,1795632786637,'open payment','clerk',1,'[[1, 21, "f419dfbf7e514e72b3da6dfae624ef5c", 1, 1795633686637]]');
INSERT INTO "seat_history" VALUES(6,1795632786639,'sell','clerk',1,'[[1, 21, "f419dfbf7e514e72b3da6dfae624ef5c", 1, null]]');
INSERT INTO "seat_history" VALUES(7,1795632786641,'take','clerk',1,'[[1, 22, "47b7c56e9a0042e28b45ef8403201f8c", 1, 1795633086641]]');
INSERT INTO "seat_history" VALUES(8,1795632786642,'open payment','clerk',1,'[[1, 22, "47b7c56e9a0042e28b45ef8403201f8c", 1, 1795633686642]]');
INSERT INTO "seat_history" VALUES(9,1795632786646,'take','clerk',2,'[[1, 11, "2fc57fbc9e2d45278b9a4ac383a8b40a", 2, 1795633086646], [1, 12, "2fc57fbc9e2d45278b9a4ac383a8b40a", 2, 1795633086646]]');
INSERT INTO "seat_history" VALUES(10,1795632786647,'give back','clerk',2,'[[1, 12, "2fc57fbc9e2d45278b9a4ac383a8b40a", 2, 1795633086646]]');
INSERT INTO "seat_history" VALUES(11,1795632786648,'open payment','clerk',2,'[[1, 11, "2fc57fbc9e2d45278b9a4ac383a8b40a", 2, 1795633686648]]');
INSERT INTO "seat_history" VALUES(12,1795632786652,'take','clerk',2,'[[1, 25, "9ffdb1798786496b8ad23a90249f8f1b", 2, 1795633086652]]');
INSERT INTO "seat_history" VALUES(13,1795647269305,'take','clerk',3,'[[1, 26, "519783396ec4445197d13de40b793cab", 3, 1795647569305], [1, 28, "519783396ec4445197d13de40b793cab", 3, 1795647569305]]');
INSERT INTO "seat_history" VALUES(14,1795647269319,'open payment','clerk',3,'[[1, 26, "519783396ec4445197d13de40b793cab", 3, 1795648169319], [1, 28, "519783396ec4445197d13de40b793cab", 3, 1795648169319]]');
INSERT INTO "seat_history" VALUES(15,1795647269323,'sell','clerk',3,'[[1, 26, "519783396ec4445197d13de40b793cab", 3, null], [1, 28, "519783396ec4445197d13de40b793cab", 3, null]]');
CREATE TABLE tax (
	price_list_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	place INTEGER NOT NULL, 
	rate INTEGER NOT NULL, 
	rounding TEXT NOT NULL, 
	CONSTRAINT pk_tax PRIMARY KEY (price_list_id, name, since), 
	CONSTRAINT fk_tax_price_list_id FOREIGN KEY(price_list_id) REFERENCES price_list (id)
);
INSERT INTO "tax" VALUES(1,'VAT',0,0,7000,'half up');
CREATE TABLE ticket (
	id INTEGER NOT NULL, 
	order_line_id INTEGER NOT NULL, 
	issued_at BIGINT NOT NULL, 
	voided_at BIGINT, 
	CONSTRAINT pk_ticket PRIMARY KEY (id), 
	CONSTRAINT fk_ticket_order_line_id FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT uq_ticket_order_line_id UNIQUE (order_line_id)
);
INSERT INTO "ticket" VALUES(1,1,1795632786634,NULL);
INSERT INTO "ticket" VALUES(2,2,1795632786634,NULL);
INSERT INTO "ticket" VALUES(3,3,1795632786639,NULL);
INSERT INTO "ticket" VALUES(4,7,1795647269323,NULL);
INSERT INTO "ticket" VALUES(5,8,1795647269323,NULL);
CREATE TABLE ticket_code (
	ticket_id INTEGER NOT NULL, 
	issue INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	revoked_at BIGINT, 
	CONSTRAINT pk_ticket_code PRIMARY KEY (ticket_id, issue), 
	CONSTRAINT fk_ticket_code_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_ticket_code_code UNIQUE (code)
);
INSERT INTO "ticket_code" VALUES(1,1,'f06e5b67cedd4cba56faa820a7f2f9e0',NULL);
INSERT INTO "ticket_code" VALUES(2,1,'246e6ab4a2009fb210be805d63b12c43',NULL);
INSERT INTO "ticket_code" VALUES(3,1,'7dc61b54cf3eeee4fad27e479115aab5',NULL);
INSERT INTO "ticket_code" VALUES(4,1,'611059562ff57797dd24fc68cd1dd278',NULL);
INSERT INTO "ticket_code" VALUES(5,1,'a969d33f9436d3ec21c56885a51859fd',NULL);
CREATE INDEX ix_orders_counter_id_state ON orders (counter_id, state);
CREATE UNIQUE INDEX uq_plan_hall_id_version ON "plan" (hall_id, version);
CREATE UNIQUE INDEX uq_seat_hall_id_guid ON seat (hall_id, guid);
CREATE INDEX ix_seat_history_act_at ON seat_history (act, at);
CREATE INDEX ix_payment_order_id ON payment (order_id);
CREATE INDEX ix_performance_starts_at ON performance (starts_at);
CREATE UNIQUE INDEX uq_performance_hall_id_starts_at ON performance (hall_id, starts_at);
CREATE INDEX ix_occupant_expires_at ON occupant (expires_at) WHERE status IN ('held', 'paying');
CREATE INDEX ix_occupant_order_id ON occupant (order_id);
CREATE INDEX ix_occupant_performance_id_mark ON occupant (performance_id, mark);
CREATE INDEX ix_order_line_order_id ON order_line (order_id);
CREATE INDEX ix_order_line_reverses_line ON order_line (reverses_line);
CREATE UNIQUE INDEX uq_order_line_seat ON order_line (order_id, performance_id, seat_id) WHERE kind = 'seat' AND reverses_line IS NULL;
CREATE INDEX ix_seat_allocation_performance_id_seat_id ON seat_allocation (performance_id, seat_id);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is only ever added to'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is only ever added to'); END;
CREATE TRIGGER seat_history_no_update BEFORE UPDATE ON seat_history BEGIN SELECT RAISE(ABORT, 'seat_history is only ever added to'); END;
CREATE TRIGGER seat_history_no_delete BEFORE DELETE ON seat_history BEGIN SELECT RAISE(ABORT, 'seat_history is only ever added to'); END;
CREATE INDEX ix_order_line_of_line ON order_line (of_line);
COMMIT;
